import { useEffect, useRef, useState } from 'react'
import { useIntl } from 'react-intl'
import type { RackArrival, RackSourceView } from '#shared/contract/racks.ts'
import type { RackPicture } from '#shared/picture/rack/picture.ts'
import { toRackRead } from '#shared/picture/rack/to-rack-read.ts'
import type { RackFault, RackFileRead } from '#shared/scan/rack/gather.ts'
import type { RackShape } from '#shared/scan/rack/read.ts'
import { client } from '../../app/client.ts'
import { rackFaultValues, readRackFile } from '../../app/rack-file.ts'
import { MOST_PIXELS } from '../../devices/rack-client.ts'
import { wordsOf } from '../../i18n/use-t.ts'
import { playTone } from '../../tones/tones.ts'
import { asBefore, keepStand } from './kept-stands.ts'
import { isPicture, openPicture, pictureOfBase64 } from './open-picture.ts'
import type { RackPhoto } from './photo.ts'
import { readPhoto } from './read-photo.ts'
import { saySourceFault } from './say-source-fault.ts'
import type { Reading } from './use-rescan.ts'

/** How far a person is on the way to a reading. */
export type Stage =
  | { readonly is: 'choose' }
  | { readonly is: 'camera' }
  | { readonly is: 'hand' }
  | { readonly is: 'server'; readonly source: RackSourceView }
  /** A picture is being read: so many wells of so many; 0 of 0 before the rack is found. */
  | { readonly is: 'looking'; readonly name: string; readonly done: number; readonly of: number }
  /** Where A1 is, is for a person to say. */
  | { readonly is: 'photo'; readonly photo: RackPhoto }

export interface Fault {
  readonly words: string
  /** The file is of a layout that nobody taught this bench. */
  readonly isLayout: boolean
}

export interface Stages {
  readonly stage: Stage
  readonly fault: Fault | undefined
  /** Files that were given with the one that is looked at. */
  readonly waiting: readonly File[]
  take(files: readonly File[]): void
  open(arrival: RackArrival): void
  ask(source: RackSourceView): void
  begin(is: 'camera' | 'hand'): void
  /** Back to where a source is chosen; what is under way is called off. */
  cancel(): void
  /** The same picture, turned or corrected. */
  change(read: RackPicture): void
  /** The same picture once more, as a rack of that shape. */
  reshape(shape: RackShape): void
  /** The person says that A1 is where it is shown. */
  confirm(): void
  /** Every tube was scanned by hand. */
  scanned(reading: Reading): void
}

/** As a person says it. */
const PIXELS = { most: MOST_PIXELS / 1_000_000 }

const CHOOSE: Stage = { is: 'choose' }

/** From a source to a reading that can be compared. */
export function useStage(onRead: (reading: Reading) => void): Stages {
  const intl = useIntl()
  const t = wordsOf(intl)
  const [stage, setStage] = useState<Stage>(CHOOSE)
  const [fault, setFault] = useState<Fault>()
  const [waiting, setWaiting] = useState<readonly File[]>([])
  const under = useRef<AbortController>(null)
  useEffect(() => () => under.current?.abort(), [])

  const refuse = (words: string, isLayout = false): void => {
    playTone('warning')
    setStage(CHOOSE)
    setFault({ words, isLayout })
  }

  /** One thing at a time: what was under way before is nobody's any more. */
  const begin = (): AbortSignal => {
    under.current?.abort()
    under.current = new AbortController()
    setFault(undefined)
    return under.current.signal
  }

  function done(reading: Reading): void {
    under.current?.abort()
    setStage(CHOOSE)
    setFault(undefined)
    onRead(reading)
  }

  const refuseFile = (error: RackFault): void =>
    refuse(
      t(`processing.fault.${error.type}`, rackFaultValues(error)),
      error.type === 'NotARack' || error.type === 'Unclear',
    )

  async function readTable(file: File): Promise<void> {
    const signal = begin()
    const read = await readRackFile(file)
    if (signal.aborted) return
    if (read.ok) done({ ...read.value, source: 'file' })
    else refuseFile(read.error)
  }

  async function readPicture(blob: Blob, name: string): Promise<void> {
    const signal = begin()
    setStage({ is: 'looking', name, done: 0, of: 0 })
    const bitmap = await openPicture(blob)
    if (signal.aborted) return bitmap?.close()
    if (!bitmap) return refuse(t('rescan.fault.NoPicture', { name }))
    await look(bitmap, name, signal)
  }

  async function look(
    bitmap: ImageBitmap,
    name: string,
    signal: AbortSignal,
    shape?: RackShape,
  ): Promise<void> {
    const read = await readPhoto(bitmap, {
      signal,
      shape,
      onProgress: (done, of) => !signal.aborted && setStage({ is: 'looking', name, done, of }),
    })
    if (signal.aborted) return
    if (!read.ok) return refuse(t(`rescan.fault.${read.error.type}`, { name, ...PIXELS }))
    if (read.value.shape === null) return refuse(t('rescan.fault.noRack', { name }))
    playTone('success')
    setStage({ is: 'photo', photo: { name, bitmap, read: asBefore(localStorage, read.value) } })
  }

  function take(files: readonly File[]): void {
    const [first, ...rest] = files
    if (!first) return
    setWaiting(rest)
    void (isPicture(first) ? readPicture(first, first.name) : readTable(first))
  }

  async function openArrival(arrival: RackArrival): Promise<void> {
    const signal = begin()
    if (arrival.kind === 'rack') {
      if (arrival.read.ok) return done({ ...arrival.read.value, source: 'file' })
      return refuseFile(arrival.read.error)
    }
    const picture = await client.racks.picture({ id: arrival.id })
    if (signal.aborted) return
    if (!picture) return refuse(t('rescan.fault.pictureGone', { name: arrival.file }))
    await readPicture(pictureOfBase64(picture.base64), arrival.file)
  }

  async function askServer(source: RackSourceView): Promise<void> {
    const signal = begin()
    setStage({ is: 'server', source })
    const stop = () => void client.racks.cancel({ id: source.id })
    signal.addEventListener('abort', stop)
    const read = await client.racks.read({ id: source.id })
    signal.removeEventListener('abort', stop)
    if (signal.aborted) return
    if (read.ok) return done(readingOf(read.value))
    refuse(saySourceFault(intl, source.source.name, read.error))
  }

  return {
    ...{ stage, fault, waiting, take },
    open: (arrival) => void openArrival(arrival),
    ask: (source) => void askServer(source),
    begin(is) {
      begin()
      setStage({ is })
    },
    cancel() {
      begin()
      setStage(CHOOSE)
    },
    change: (read) =>
      stage.is === 'photo' && setStage({ is: 'photo', photo: { ...stage.photo, read } }),
    reshape(shape) {
      if (stage.is !== 'photo') return
      const { bitmap, name } = stage.photo
      const signal = begin()
      setStage({ is: 'looking', name, done: 0, of: 0 })
      void look(bitmap, name, signal, shape)
    },
    confirm() {
      if (stage.is !== 'photo') return
      const { photo } = stage
      keepStand(localStorage, photo.read)
      done({ ...toRackRead(photo.read), source: 'picture', photo })
    },
    scanned: done,
  }
}

const readingOf = (read: RackFileRead): Reading => ({ ...read, source: 'scanner' })
