import { describe, expect, test } from 'vitest'
import { readScanDate } from '#shared/scan/rack/scan-date.ts'

describe('the date of a scan', () => {
  test.each([
    ['18November2019 01:53:40', '2019-11-18T01:53:40'],
    ['23 Aug 2012 01:42:01 PM', '2012-08-23T13:42:01'],
    ['26 06 2017 03:51:22 PM', '2017-06-26T15:51:22'],
    ['06/26/2017 12:51 AM', '2017-06-26T00:51:00'],
    ['05.05.2017 08:00', '2017-05-05T08:00:00'],
    ['2026-11-24T09:08:07', '2026-11-24T09:08:07'],
    ['3. März 2021, 23:59:59', '2021-03-03T23:59:59'],
    ['Nov 24, 2026 9:08', '2026-11-24T09:08:00'],
  ])('%s is certain', (written, local) => {
    expect(readScanDate(written)).toEqual({ written, local })
  })

  test.each([
    '05/06/2017 03:51:22 PM',
    '05 06 2017 03:51:22 PM',
    '31 02 2017 03:51:22',
    '26 06 17 03:51:22',
    '18November2019',
    '18 Brumaire 2019 01:00:00',
    '26 06 2017 25:00:00',
    '26 06 2017 13:00:00 PM',
    'this morning',
  ])('%s is shown as it is written', (written) => {
    expect(readScanDate(written)).toEqual({ written, local: null })
  })
})
