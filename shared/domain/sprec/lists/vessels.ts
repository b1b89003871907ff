/** What a specimen is stored in, as the lists of the seventh element tell vessels apart. */
export type Vessel =
  | 'pp-tube-40-500-ul'
  | 'pp-tube-0.5-2-ml'
  | 'pp-tube-5-ml'
  | 'pp-tube'
  | 'cryotube'
  | 'straw'
  | 'microplate'
  | 'paraffin'
  | 'bag'
  | 'dry-medium'
  | 'original'

/** How cold it is stored, or how it came to be so cold. */
export type StorageAt =
  | 'nitrogen'
  | 'nitrogen-after-minus-80'
  | 'programmed'
  | 'below-minus-135'
  | 'minus-80'
  | 'minus-20'
  | 'cold'
  | 'room'
