/** The form in which a member says how they want to be answered, and where they usually work. */

import { trans } from '../../core/trans';
import { useDraft } from '../../ui/draft';
import { Choice, Line } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import type { Preferences } from './values';
import { details, isLanguage, MAX_LANGUAGE, styles, valueOf } from './values';

export function PreferencesForm(
  props: FormProps & {
    now: Preferences;
    areas: readonly string[];
    onSubmit: (value: object | null) => void;
  }
): JSX.Element {
  const draft = useDraft('preferences', { ...props.now });
  const now = draft.value;
  const set = (change: Partial<Preferences>): void =>
    draft.set({ ...draft.value, ...change });
  const wrong = !isLanguage(now.language);
  return (
    <SettleForm
      {...props}
      label={trans.__('How I want to be answered')}
      submit={trans.__('Save')}
      testId="cg-preferences-form"
      draft={draft}
      ready={!wrong}
      onSubmit={() => props.onSubmit(valueOf(now))}
    >
      <p className="cg-hint">
        {trans.__(
          'Only you see this. The AI is told when you ask; an answer that others read shows its effect.'
        )}
      </p>
      <Line
        label={trans.__('Language')}
        note={trans.__('as it is called: German')}
        value={now.language}
        limit={MAX_LANGUAGE}
        invalid={wrong}
        testId="cg-prefer-language"
        onChange={language => set({ language })}
      />
      <Choice
        label={trans.__('Style')}
        value={now.style}
        choices={styles()}
        testId="cg-prefer-style"
        onChange={style => set({ style })}
      />
      <Choice
        label={trans.__('Detail')}
        value={now.detail}
        choices={details()}
        testId="cg-prefer-detail"
        onChange={detail => set({ detail })}
      />
      <Choice
        label={trans.__('Area of your questions and entries')}
        value={now.area}
        choices={[
          ['', trans.__('none')],
          ...props.areas.map(name => [name, name] as const)
        ]}
        testId="cg-prefer-area"
        onChange={area => set({ area })}
      />
      <Choice
        label={trans.__('It holds in')}
        value={now.asks}
        choices={[
          ['all', trans.__('all my questions')],
          ['private', trans.__('my private questions only')]
        ]}
        testId="cg-prefer-asks"
        onChange={asks => set({ asks })}
      />
    </SettleForm>
  );
}
