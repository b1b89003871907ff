const LANGUAGES = ['en', 'fr', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the program says outside of its screens: the lines of a start and the menu. */
export interface Words {
  readonly building: string
  fetching(version: string): string
  /** One of the reasons below, and what follows from it. */
  browser(reason: string): string
  readonly noDisplay: string
  noElectronAt(path: string): string
  readonly notFetched: string
  readonly lacksLibrary: string
  readonly noWindow: string
  readonly menu: Readonly<Record<MenuWord, string>>
}

export type MenuWord =
  | 'file'
  | 'edit'
  | 'view'
  | 'window'
  | 'dataFolder'
  | 'close'
  | 'quit'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'fullScreen'
  | 'minimise'

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    building: 'Building Frostkeep …',
    fetching: (version) => `Fetching Electron ${version} (about 120 MB, once) …`,
    browser: (reason) => `${reason}, so Frostkeep opens for a browser.`,
    noDisplay: 'There is no display for a window',
    noElectronAt: (path) => `There is no Electron at ${path}`,
    notFetched: 'Electron could not be fetched',
    lacksLibrary: 'This system lacks a library of Electron',
    noWindow: 'Electron could not open a window',
    menu: {
      file: 'File',
      edit: 'Edit',
      view: 'View',
      window: 'Window',
      dataFolder: 'Open data folder',
      close: 'Close window',
      quit: 'Quit',
      undo: 'Undo typing',
      redo: 'Redo typing',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      selectAll: 'Select all',
      reload: 'Reload',
      resetZoom: 'Actual size',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      fullScreen: 'Full screen',
      minimise: 'Minimise',
    },
  },
  fr: {
    building: 'Construction de Frostkeep…',
    fetching: (version) => `Téléchargement d’Electron ${version} (environ 120 Mo, une fois)…`,
    browser: (reason) => `${reason} : Frostkeep s’ouvre dans un navigateur.`,
    noDisplay: 'Il n’y a pas d’écran pour une fenêtre',
    noElectronAt: (path) => `Il n’y a pas d’Electron dans ${path}`,
    notFetched: 'Electron n’a pas pu être téléchargé',
    lacksLibrary: 'Il manque à ce système une bibliothèque d’Electron',
    noWindow: 'Electron n’a pas pu ouvrir de fenêtre',
    menu: {
      file: 'Fichier',
      edit: 'Édition',
      view: 'Affichage',
      window: 'Fenêtre',
      dataFolder: 'Ouvrir le dossier des données',
      close: 'Fermer la fenêtre',
      quit: 'Quitter',
      undo: 'Annuler la saisie',
      redo: 'Rétablir la saisie',
      cut: 'Couper',
      copy: 'Copier',
      paste: 'Coller',
      selectAll: 'Tout sélectionner',
      reload: 'Recharger',
      resetZoom: 'Taille réelle',
      zoomIn: 'Zoom avant',
      zoomOut: 'Zoom arrière',
      fullScreen: 'Plein écran',
      minimise: 'Réduire',
    },
  },
  de: {
    building: 'Frostkeep wird gebaut …',
    fetching: (version) => `Electron ${version} wird geladen (etwa 120 MB, einmal) …`,
    browser: (reason) => `${reason}; Frostkeep öffnet sich deshalb für einen Browser.`,
    noDisplay: 'Es gibt keine Anzeige für ein Fenster',
    noElectronAt: (path) => `Unter ${path} liegt kein Electron`,
    notFetched: 'Electron konnte nicht geladen werden',
    lacksLibrary: 'Diesem System fehlt eine Bibliothek von Electron',
    noWindow: 'Electron konnte kein Fenster öffnen',
    menu: {
      file: 'Datei',
      edit: 'Bearbeiten',
      view: 'Ansicht',
      window: 'Fenster',
      dataFolder: 'Datenordner öffnen',
      close: 'Fenster schließen',
      quit: 'Beenden',
      undo: 'Eingabe rückgängig',
      redo: 'Eingabe wiederholen',
      cut: 'Ausschneiden',
      copy: 'Kopieren',
      paste: 'Einfügen',
      selectAll: 'Alles auswählen',
      reload: 'Neu laden',
      resetZoom: 'Originalgröße',
      zoomIn: 'Vergrößern',
      zoomOut: 'Verkleinern',
      fullScreen: 'Vollbild',
      minimise: 'Minimieren',
    },
  },
}

/** The language of a tag such as `de-AT` or `fr_FR.UTF-8`; English where there are no words for it. */
export function languageOf(tag: string): Language {
  const wanted = tag.slice(0, 2).toLowerCase()
  return LANGUAGES.find((language) => language === wanted) ?? 'en'
}

/** What a terminal's environment asks for, or else the system. */
export function systemLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = env
  return languageOf(LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale)
}
