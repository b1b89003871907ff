/** What Frostkeep is built of, by licence (SPDX), as a person may ask. */
export const LICENCES: readonly { readonly licence: string; readonly parts: readonly string[] }[] =
  [
    {
      licence: 'MIT',
      parts: [
        'Electron',
        'better-sqlite3',
        'bwip-js',
        'csv-parse',
        'get-nonce',
        'Kysely',
        'Mantine',
        'node-hid',
        'oRPC',
        'React',
        'Tabler Icons',
        'TanStack Query',
        'TanStack Router',
        'uuid',
        'ws',
        'Zod',
        'zxing-wasm',
      ],
    },
    { licence: 'Apache-2.0', parts: ['React Aria Components', 'ZXing for JS'] },
    { licence: 'BSD-3-Clause', parts: ['React Intl'] },
    { licence: 'OFL-1.1', parts: ['Inter', 'JetBrains Mono'] },
  ]
