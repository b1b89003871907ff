import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FileView, OpenedFile, OpenFault } from '#shared/contract/files.ts'
import type { Result } from '#shared/lib/result.ts'
import { client } from '../../app/client.ts'

/** Where the bytes may be had. */
export const isToBeHad = ({ state }: FileView): boolean => state === 'here' || state === 'away'

/**
 * The bytes of a file, fetched where they are not here. They are forgotten as soon as nobody shows them, or
 * the file is shown otherwise, as after an erasure.
 */
export function useOpened(
  specimen: string,
  file: FileView,
): Result<OpenedFile, OpenFault> | undefined {
  const { data } = useQuery({
    queryKey: ['file', file.file, isToBeHad(file)],
    queryFn: () => client.files.open({ specimen, file: file.file }),
    enabled: isToBeHad(file),
    staleTime: Number.POSITIVE_INFINITY,
    // What was not reachable may be a while later.
    refetchInterval: ({ state }) => (state.data && !state.data.ok ? 20_000 : false),
    gcTime: 0,
  })
  return isToBeHad(file) ? data : undefined
}

/** An address of the bytes within this page, for as long as it is shown. */
export function useAddress(opened: OpenedFile | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (!opened) return
    const made = URL.createObjectURL(blobOf(opened))
    setAddress(made)
    return () => {
      URL.revokeObjectURL(made)
      setAddress(undefined)
    }
  }, [opened])
  return address
}

export const blobOf = ({ base64, media }: OpenedFile): Blob =>
  new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: media })

/** Hands a file to the person, who says where it goes. */
export function saveAs(opened: OpenedFile): void {
  const address = URL.createObjectURL(blobOf(opened))
  const link = document.createElement('a')
  link.href = address
  link.download = opened.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
