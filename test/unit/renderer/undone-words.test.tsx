import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'react-intl'
import { expect, test } from 'vitest'
import type { WorkOutcome } from '#shared/contract/work.ts'
import { catalogues } from '../../../renderer/i18n/messages.ts'
import { useWorkDone } from '../../../renderer/screens/batch/say-work.tsx'

const Done = ({ outcome }: { outcome: WorkOutcome }) => useWorkDone(outcome)?.spoken

const said = (what: string) =>
  renderToStaticMarkup(
    <IntlProvider locale="en" messages={catalogues.en}>
      <Done outcome={{ type: 'undone', code: 'FX1', what }} />
    </IntlProvider>,
  )

test.each([
  ['received', 'FX1 taken back'],
  ['damaged', 'FX1 is no longer marked as damaged'],
])('WRK-6 an undo of "%s" says what is gone: %s', (what, words) => {
  expect(said(what)).toBe(words)
})
