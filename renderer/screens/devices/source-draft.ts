import type { RackSource } from '#shared/contract/racks.ts'

/** A source as it stands in its form: all kinds at once, so that nothing typed is lost when the kind changes. */
export interface SourceDraft {
  readonly kind: RackSource['kind']
  readonly name: string
  readonly folder: string
  readonly url: string
  readonly host: string
  readonly port: string
  readonly order: 'columns' | 'rows'
  /** Words with commas between them. */
  readonly noTube: string
  readonly noRead: string
}

/** As the scanners are delivered. */
const USUAL: Omit<SourceDraft, 'kind' | 'name'> = {
  folder: '',
  url: 'http://localhost:2500',
  host: '',
  port: '8000',
  order: 'columns',
  noTube: 'No Tube',
  noRead: 'No Read',
}

export function draftOf(source: RackSource): SourceDraft {
  const { kind, name } = source
  switch (source.kind) {
    case 'folder':
      return { ...USUAL, kind, name, folder: source.folder }
    case 'micronic':
      return { ...USUAL, kind, name, url: source.url }
    case 'visionmate':
      return {
        ...USUAL,
        ...{ kind, name, host: source.host, port: String(source.port), order: source.order },
        ...{ noTube: source.noTube.join(', '), noRead: source.noRead.join(', ') },
      }
  }
}

/** `usualName` where none was given. It may still be no source that can be kept: `rackSource` says so. */
export function sourceOfDraft(draft: SourceDraft, usualName: string): RackSource {
  const name = draft.name.trim() || usualName
  const { kind } = draft
  if (kind === 'folder') return { kind, name, folder: draft.folder.trim() }
  if (kind === 'micronic') return { kind, name, url: draft.url.trim() }
  const { host, port, order, noTube, noRead } = draft
  return {
    ...{ kind, name, host: host.trim(), port: Number(port), order },
    ...{ noTube: wordsOf(noTube), noRead: wordsOf(noRead) },
  }
}

const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
