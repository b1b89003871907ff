import { eventIterator, oc, type } from '@orpc/contract'
import { z } from 'zod'
import type { Result } from '../lib/result.ts'
import type { RackFault, RackFileRead } from '../scan/rack/gather.ts'
import { type RackLayout, rackLayout } from '../scan/rack/layout.ts'
import type { LearnFault, LearnProposal } from '../scan/rack/learn.ts'
import type { RackSourceFault } from '../scan/rack/server.ts'
import { MOST_RACK_BYTES, type RackTextFault } from '../scan/rack/text.ts'

const name = z.string().trim().min(1).max(80)
const words = z.array(z.string().min(1).max(60)).max(10)

/** Where whole racks come from by themselves. A picture or a file that a person drops needs none. */
export const rackSource = z.discriminatedUnion('kind', [
  /** The scanner's program writes there: files of any layout known here, or pictures. */
  z.object({ kind: z.literal('folder'), name, folder: z.string().min(1).max(500) }),
  /** Micronic's HTTP interface, on this computer or on the network. */
  z.object({
    kind: z.literal('micronic'),
    name,
    url: z.url({ protocol: /^https?$/ }).max(300),
  }),
  /** VisionMate's TCP interface: its words, and in which order it names positions (`columns` as it is delivered). */
  z.object({
    kind: z.literal('visionmate'),
    name,
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    order: z.enum(['columns', 'rows']),
    noTube: words,
    noRead: words,
  }),
])
export type RackSource = z.infer<typeof rackSource>

export interface RackSourceView {
  readonly id: string
  readonly source: RackSource
  /** `busy`: it is reading a rack now. `fault`: `message` says why in the computer's or the scanner's own words. */
  readonly standing: 'ready' | 'busy' | 'fault'
  readonly message: string | null
  /** When a rack last came from it: UTC milliseconds. */
  readonly lastAt: number | null
}

export interface RackLayoutView {
  readonly id: string
  readonly layout: RackLayout
}

export interface RacksView {
  readonly sources: readonly RackSourceView[]
  /** What this bench was taught, in the order in which it is tried, before the layouts that are known here. */
  readonly layouts: readonly RackLayoutView[]
  /** The file of these settings could not be read: where it is kept as it was. Null as long as all is well. */
  readonly damaged: string | null
}

/** Setting up is a manager's work. `TooMany`: more are not kept. */
export type RackSettingFault =
  | { readonly type: 'NotAllowed'; readonly needs: 'manager' }
  | { readonly type: 'TooMany'; readonly most: number }
export type RackSettingAnswer = Result<RacksView, RackSettingFault>

/** Something that a watched folder was given: read already, or a picture that the screen has yet to read. */
export type RackArrival = {
  readonly id: string
  readonly source: string
  /** Its name within the folder. */
  readonly file: string
  readonly at: number
} & (
  | { readonly kind: 'rack'; readonly read: Result<RackFileRead, RackFault> }
  | { readonly kind: 'picture'; readonly bytes: number }
)

/** Pictures that are larger are not handed on. */
export const MOST_RACK_PICTURE = 64 * 1024 * 1024

const id = z.string().min(1).max(64)
/** One byte more is let in, so that what is too large is said. */
const base64 = z.base64().max(4 * Math.ceil((MOST_RACK_BYTES + 3) / 3))

export const racksContract = {
  racks: {
    /** How everything stands, then anew whenever something does otherwise. */
    watch: oc.output(eventIterator(type<RacksView>())),
    view: oc.output(type<RacksView>()),
    setSource: oc.input(z.object({ id, source: rackSource })).output(type<RackSettingAnswer>()),
    removeSource: oc.input(z.object({ id })).output(type<RackSettingAnswer>()),
    /** Makes a rack scanner read the rack that lies on it now (VisionMate: takes the next one that it reads). */
    read: oc.input(z.object({ id })).output(type<Result<RackFileRead, RackSourceFault>>()),
    /** `read` then answers `Cancelled`. */
    cancel: oc.input(z.object({ id })).output(type<null>()),
    /** What came into watched folders in the last minutes, then as it comes. A file is told of once its writer is done. */
    arrivals: oc.output(eventIterator(type<RackArrival>())),
    /** A picture that arrived; null where it is gone, or is another one by now. */
    picture: oc.input(z.object({ id })).output(type<{ readonly base64: string } | null>()),
    /** Reads a file that a person gave, by the layouts of this bench and those that are known. */
    file: oc.input(z.object({ base64 })).output(type<Result<RackFileRead, RackFault>>()),
    /** How a file of an unknown layout can be read: a person chooses one, answers what is open in it, and names it. */
    learn: oc
      .input(z.object({ base64 }))
      .output(type<Result<readonly LearnProposal[], LearnFault | RackTextFault>>()),
    /** The same file by one layout, before it is saved; null where it is not of that layout. */
    tryLayout: oc
      .input(z.object({ base64, layout: rackLayout }))
      .output(type<Result<RackFileRead, RackFault> | null>()),
    saveLayout: oc.input(z.object({ id, layout: rackLayout })).output(type<RackSettingAnswer>()),
    removeLayout: oc.input(z.object({ id })).output(type<RackSettingAnswer>()),
  },
}
