import type { ImportField } from './fields.ts'
import { wordsOf } from './header.ts'

/** Lower case, letters and digits only, accents dropped, repetitions left out. */
export const bareName = (name: string): string =>
  wordsOf(name)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]/g, '')

/** What the columns of the field's tables are called, in the order of preference: MIABIS, OpenSpecimen, scanners. */
export const COLUMN_NAMES: Readonly<Record<ImportField, readonly string[]>> = {
  code: [
    ...['barcode', 'tubebarcode', 'tubecode', 'tubeid', 'samplebarcode', 'specimenbarcode'],
    ...['specimenbarcodes', 'sampleid', 'specimenid', 'specimenlabel', 'specimenlabels', 'code'],
    ...['id', 'identifier', 'probennummer', 'probenid', 'probencode', 'codebarres', 'ttubebc'],
    ...['numerodechantillon', 'idechantillon'],
  ],
  material: [
    ...['materialtype', 'material', 'sampletype', 'specimentype', 'type', 'probenart'],
    ...['probentyp', 'probenmaterial', 'typedechantillon', 'nature'],
  ],
  collectedAt: [
    ...['sampledtime', 'collectedat', 'collectioneventdateandtime', 'collectiondate'],
    ...['collectiontime', 'datecollected', 'samplingdate', 'collected', 'creationdatetime'],
    ...['createdon', 'entnahmedatum', 'entnahmezeit', 'entnahmezeitpunkt', 'datedeprelevement'],
  ],
  parent: [
    ...['parentsampleid', 'parentbarcode', 'parentid', 'parent', 'parentspecimenlabel'],
    ...['elternprobe', 'mutterprobe', 'ursprungsprobe', 'echantillonparent'],
  ],
  // Names and numbers of people: a person decides. OpenSpecimen's own pseudonym alone is proposed. IMP-8
  donor: ['ppid'],
  study: ['cpshorttitle', 'studycode', 'studie', 'studiencode', 'codeetude'],
  tubeType: ['tubetype', 'containertype', 'primarycontainer', 'rohrchentyp', 'typedetube'],
  box: [
    ...['box', 'boxid', 'boxbarcode', 'boxcode', 'rackid', 'rackbarcode', 'locationcontainer'],
    ...['container', 'boite'],
  ],
  position: [
    ...['position', 'pos', 'tubeposition', 'tubelocation', 'boxposition', 'locationposition'],
    ...['startposition', 'tpositionid', 'platz'],
  ],
  row: ['locationrow', 'row', 'startrow', 'zeile', 'reihe', 'ligne'],
  column: ['locationcolumn', 'column', 'startcolumn', 'spalte', 'colonne'],
  volume: [
    ...['volume', 'volumeml', 'amount', 'quantity', 'initialquantity', 'quantityperaliquot'],
    ...['volumen', 'menge', 'quantite'],
  ],
  label: ['specimenlabel', 'specimenlabels'],
  count: ['numberofaliquots', 'anzahlaliquots', 'nombredaliquotes'],
}

/** Columns of which a bare number is in the unit of the specimen's class, and a volume of fluids only. IMP-13 */
const QUANTITIES: ReadonlySet<string> = new Set([
  'quantity',
  'initialquantity',
  'availablequantity',
  'quantityperaliquot',
])
export const isQuantity = (name: string): boolean => QUANTITIES.has(bareName(name))

/** Names that stand in the field's tables and say that a first row is a header, but are not imported. */
const OTHER_NAMES = [
  ...['availablequantity', 'class', 'lineage', 'anatomicsite', 'collectionstatus', 'concentration'],
  ...['freezethawcycles', 'storagetemperature', 'sex', 'gender', 'biobank', 'samplecollection'],
  ...['visitname', 'eventlabel', 'comments', 'closeparent', 'name', 'donor', 'donorid'],
  ...['subjectid', 'participantid', 'patientid', 'pseudonym', 'geschlecht', 'spender', 'donneur'],
]

const KNOWN_NAMES: ReadonlySet<string> = new Set([
  ...Object.values(COLUMN_NAMES).flat(),
  ...OTHER_NAMES,
])

/** Counts of thaws come from check-outs that were recorded here, never from a table. */
const THAWS: ReadonlySet<string> = new Set([
  'freezethawcycles',
  'incrementparentfreezethawcycles',
  'thawcycles',
  'freezethaws',
])
export const isThawCount = (name: string): boolean => THAWS.has(bareName(name))

/** Whole names, and words that make any name personal in which they stand as a word of their own. IMP-12 */
const PERSONAL_NAMES: ReadonlySet<string> = new Set([
  ...['firstname', 'lastname', 'middlename', 'surname', 'givenname', 'familyname', 'fullname'],
  ...['patientname', 'donorname', 'subjectname', 'participantname', 'dateofbirth', 'birthdate'],
  ...['dob', 'birthday', 'yearofbirth', 'deathdate', 'dateofdeath', 'email', 'emailaddress'],
  ...['mail', 'nationalid', 'empi', 'mrn', 'ssn', 'socialsecuritynumber', 'personnummer'],
  ...['nhsnumber', 'passport', 'phone', 'phonenumber', 'telephone', 'mobile', 'address'],
  ...['streetaddress', 'street', 'postcode', 'zipcode', 'insurancenumber', 'medicalrecordnumber'],
  ...['hospitalnumber', 'casenumber', 'vorname', 'nachname', 'familienname', 'geburtsdatum'],
  ...['geburtstag', 'geburtsjahr', 'sterbedatum', 'telefon', 'adresse', 'anschrift', 'strasse'],
  ...['plz', 'versichertennummer', 'krankenversichertennummer', 'patientenname', 'fallnummer'],
  ...['prenom', 'nom', 'nomdefamille', 'datedenaissance', 'datededeces', 'courriel'],
  ...['numerodesecuritesociale', 'nir', 'ipp', 'codepostal', 'personalnumber'],
])
const PERSONAL_WORDS: ReadonlySet<string> = new Set([
  ...['mrn', 'empi', 'dob', 'ssn', 'email', 'surname', 'firstname', 'lastname', 'birth'],
  ...['geburtsdatum', 'vorname', 'nachname', 'prenom', 'naissance', 'phone', 'telefon'],
])

/** Whether a column holds what is known of a person: it stays out, whatever anybody chooses. IMP-12 */
export function isPersonal(name: string): boolean {
  const words = wordsOf(name)
  const last = words.at(-1) ?? name
  if (PERSONAL_NAMES.has(bareName(name)) || PERSONAL_NAMES.has(bareName(last))) return true
  return words
    .flatMap((word) => word.split(/[\s_.\-/()]+/))
    .some((word) => PERSONAL_WORDS.has(bareName(word)))
}

/** Whether a name is one that the field's tables have. */
export const isKnownName = (name: string): boolean =>
  KNOWN_NAMES.has(bareName(name)) || isPersonal(name) || isThawCount(name)
