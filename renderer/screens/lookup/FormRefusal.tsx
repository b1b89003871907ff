import { useEffect, useRef } from 'react'
import { Banner } from '../../components/Banner.tsx'

/** Why a form was refused, brought into sight however far the form is scrolled. */
export function FormRefusal({ refused }: { refused: string | undefined }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused !== undefined) place.current?.scrollIntoView({ block: 'nearest' })
  }, [refused])
  return refused === undefined ? null : (
    <div ref={place}>
      <Banner tone="stop">{refused}</Banner>
    </div>
  )
}
