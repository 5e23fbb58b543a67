import { useLocale } from 'react-aria/I18nProvider';
import { languageOf, type Language } from '#contract/language.ts';
import { Button } from '#ui/Button.tsx';
import { storageItem } from '#ui/storage.ts';
import styles from './Page.module.css';

/** The language that was chosen in this browser. */
export const chosenLanguage = storageItem<Language>({
  where: 'localStorage',
  name: 'raffle-language',
  read: (value) => (typeof value === 'string' ? languageOf(value) : undefined),
});

/** The languages by their own names. */
const names: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };
const languages: readonly Language[] = ['en', 'de'];

export interface LanguageSwitchProps {
  readonly onChoose: (language: Language) => void;
}

/** Offers the other languages, for a browser that is set to the wrong one. */
export function LanguageSwitch({ onChoose }: LanguageSwitchProps) {
  const shown = languageOf(useLocale().locale);
  return (
    <footer className={styles.footer}>
      {languages
        .filter((language) => language !== shown)
        .map((language) => (
          <Button
            key={language}
            look="plain"
            lang={language}
            onPress={() => {
              chosenLanguage.save(language);
              onChoose(language);
            }}
          >
            {names[language]}
          </Button>
        ))}
    </footer>
  );
}
