import type { WorkAbout, WorkView } from '#shared/contract/work.ts'

/** Whether a change may have to do with this batch: its tubes, its consignment, its study, its box. */
export function concerns(session: WorkView, touched: readonly string[]): boolean {
  if (touched.length === 0 || session.hold !== null) return true
  const own = new Set([
    ...idsOf(session.about),
    ...session.rows.flatMap(({ specimen }) => specimen ?? []),
  ])
  return touched.some((name) => own.has(idIn(name)))
}

/** `position:<container>/3` is of its container. */
const idIn = (name: string): string => name.slice(name.indexOf(':') + 1).split('/')[0] ?? ''

function idsOf(about: WorkAbout): readonly string[] {
  switch (about.kind) {
    case 'accession':
      return [about.study.study]
    case 'receiving':
      return [about.shipment.shipment]
    case 'processing':
      return [
        ...(about.parent ? [about.parent.specimen] : []),
        ...about.parts.map(({ specimen }) => specimen),
        ...(about.box ? [about.box.container] : []),
      ]
    case 'relabel':
      return about.tube ? [about.tube.specimen] : []
  }
}
