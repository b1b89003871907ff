import './base.css'
import { MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { GlyphPatterns } from '../components/Glyph.tsx'
import type { Language } from '../i18n/messages.ts'
import { Words } from '../i18n/Words.tsx'
import { schemeManager } from './look.ts'
import { getStyleNonce } from './nonce.ts'
import { cssVariablesResolver, theme } from './theme.ts'

export interface FrostkeepProviderProps {
  children: ReactNode
  /** Holds one scheme or language, for pictures; without it the system and the person decide. */
  scheme?: 'light' | 'dark'
  language?: Language
}

const scheming = schemeManager()

/** All that a screen needs round it: words, theme, nonce and the patterns of the signs. */
export function FrostkeepProvider({ children, scheme, language }: FrostkeepProviderProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={getStyleNonce}
      colorSchemeManager={scheming}
      defaultColorScheme="auto"
      {...(scheme && { forceColorScheme: scheme })}
    >
      <Words {...(language && { force: language })}>
        <GlyphPatterns />
        {children}
      </Words>
    </MantineProvider>
  )
}
