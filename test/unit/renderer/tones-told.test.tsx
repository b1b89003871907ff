import { renderToStaticMarkup } from 'react-dom/server'
import { IntlProvider } from 'react-intl'
import { describe, expect, test } from 'vitest'
import { TonesTold } from '../../../renderer/components/Tones.tsx'
import { catalogues, LANGUAGES, type Language } from '../../../renderer/i18n/messages.ts'
import { parseMuted } from '../../../renderer/tones/settings.ts'

const told = (language: Language, muted: string) =>
  renderToStaticMarkup(
    <IntlProvider locale={language} messages={catalogues[language]}>
      <TonesTold muted={parseMuted(muted)} />
    </IntlProvider>,
  )

describe.each(LANGUAGES)('the screen says in words what is heard (%s)', (language) => {
  const words = catalogues[language]

  test('LOOK-6 that the tones are on', () => {
    expect(told(language, '')).toContain(words['tones.on'])
    expect(told(language, '')).not.toContain(words['tones.allOff'])
  })

  test('LOOK-6 how many are muted', () => {
    expect(told(language, 'success,error')).toContain('2 ')
    expect(told(language, 'success,error')).not.toContain(words['tones.on'])
  })

  test('LOOK-6 a warning once none is left, and not while one is', () => {
    expect(told(language, 'success,warning,error,unknown')).toContain(words['tones.allOff'])
    expect(told(language, 'success,warning,error')).not.toContain(words['tones.allOff'])
  })
})
