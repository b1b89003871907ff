import { useIntl } from 'react-intl'
import { sayRole } from '../../app/format.ts'
import { Initials } from '../../components/Shell.tsx'
import { useT } from '../../i18n/use-t.ts'
import styles from './sign-in.module.css'
import type { SignInPerson } from './sign-in-person.ts'

export interface PeopleProps {
  people: readonly SignInPerson[] | undefined
  onChoose: (person: SignInPerson) => void
}

/** Everybody of the site, a button each. */
export function People({ people, onChoose }: PeopleProps) {
  const intl = useIntl()
  const t = useT()
  if (people === undefined) return null
  if (people.length === 0) return <p className={styles.nobody}>{t('signin.nobody')}</p>
  return (
    <ul className={styles.people} aria-label={t('signin.people')}>
      {people.map((person) => (
        <li key={person.person}>
          <button type="button" className={styles.someone} onClick={() => onChoose(person)}>
            <Initials name={person.name} className={styles.initials} />
            <span>
              <span className={styles.name}>{person.name}</span>
              <span className={styles.role}>
                {sayRole(intl, person.role)}
                {!person.hasPin && `, ${t('signin.badgeOnly')}`}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
