import { createRoot } from 'react-dom/client'
import { pages } from './gallery/pages.tsx'
import { isLanguage } from './i18n/messages.ts'
import { FrostkeepProvider } from './theme/Provider.tsx'

const asked = new URLSearchParams(location.search)
const Page = pages[asked.get('page') ?? 'sheet'] ?? pages.sheet
const scheme = asked.get('scheme') === 'dark' ? 'dark' : 'light'
const language = asked.get('language')

const root = document.getElementById('root')
if (root && Page) {
  createRoot(root).render(
    <FrostkeepProvider scheme={scheme} language={isLanguage(language) ? language : 'en'}>
      <Page />
    </FrostkeepProvider>,
  )
}
