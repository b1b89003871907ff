import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { Result } from '../lib/result.ts'
import type { RackRead } from '../scan/rack/read.ts'
import type { RackFault } from '../scan/rack-file.ts'

/** Where whole racks come from by themselves. A picture or a file that a person drops needs none. */
export const rackSource = z.discriminatedUnion('kind', [
  /** The scanner's program writes there: files of any layout known here, or pictures. */
  z.object({
    kind: z.literal('folder'),
    name: z.string().min(1).max(80),
    folder: z.string().min(1).max(500),
  }),
  /** Micronic's HTTP interface, on this computer or on the network. */
  z.object({ kind: z.literal('micronic'), name: z.string().min(1).max(80), url: z.url().max(300) }),
  /** VisionMate's TCP interface. */
  z.object({
    kind: z.literal('visionmate'),
    name: z.string().min(1).max(80),
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
  }),
])
export type RackSource = z.infer<typeof rackSource>

export interface RackSourceView {
  readonly id: string
  readonly source: RackSource
  /** `busy`: it is reading a rack now. `fault`: `message` says why in the scanner's own words. */
  readonly standing: 'ready' | 'busy' | 'fault'
  readonly message: string | null
  readonly lastAt: number | null
}

/** `stale`: the scanner answered with what it had before, so nothing of this rack was read. */
export type RackSourceFault =
  | { readonly type: 'SourceUnreachable'; readonly message: string }
  | { readonly type: 'SourceRefused'; readonly code: string; readonly message: string }
  | { readonly type: 'StaleResult' }
  | { readonly type: 'SourceTimeout'; readonly seconds: number }
  | { readonly type: 'NoSuchSource' }
  | { readonly type: 'UnreadableFile'; readonly fault: RackFault }

/** Something that a watched folder was given: read already, or a picture that the screen has yet to read. */
export type RackArrival = {
  readonly id: string
  readonly source: string
  readonly file: string
  readonly at: number
} & (
  | { readonly kind: 'rack'; readonly read: Result<RackRead, RackFault> }
  | { readonly kind: 'picture'; readonly bytes: number }
)

const id = z.string().min(1).max(64)

export const racksContract = {
  racks: {
    sources: oc.output(type<readonly RackSourceView[]>()),
    setSource: oc
      .input(z.object({ id, source: rackSource }))
      .output(type<readonly RackSourceView[]>()),
    removeSource: oc.input(z.object({ id })).output(type<readonly RackSourceView[]>()),
    /** Makes a rack scanner read the rack that lies on it now. */
    read: oc.input(z.object({ id })).output(type<Result<RackRead, RackSourceFault>>()),
    /** What came into watched folders in the last minutes, then as it comes. A file is told of once its writer is done. */
    arrivals: oc.output(eventIterator(type<RackArrival>())),
    /** The bytes of a picture that arrived. */
    picture: oc.input(z.object({ id })).output(type<Uint8Array | null>()),
  },
}
