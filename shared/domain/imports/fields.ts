/** What a column of a table may be. */
export const IMPORT_FIELDS = [
  'code',
  'material',
  'collectedAt',
  'parent',
  'donor',
  'study',
  'tubeType',
  'box',
  'position',
  'row',
  'column',
  'volume',
  /** The name by which other rows call this one their parent; it is not imported. */
  'label',
  /** How many tubes one row stands for, their codes in one cell. */
  'count',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]

/** Index of the column, from 0, that holds a field. */
export type ImportColumns = Partial<Record<ImportField, number>>
