/** The question how an entry stands to one that is near to it: one key each, and skippable. */

import type { KeyboardEvent } from 'react';
import { useEffect, useRef } from 'react';
import { trans } from '../../core/trans';
import { Button, Toolbar } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { excerpt } from '../../ui/format';
import { PLACES, sentence } from '../../ui/sentence';
import { ProblemNote } from '../../ui/states';
import type { Asked, How } from './asking';

/** Characters of the other text that are shown. */
const SHOWN = 160;
/** What had the focus when the form was sent: from there it may be taken. */
const OPENERS = '[data-testid="cg-add"], [data-testid="cg-edit"]';

const ANSWERS: readonly { readonly how: How; readonly key: string }[] = [
  { how: 'same', key: '1' },
  { how: 'replaces', key: '2' },
  { how: 'contradicts', key: '3' },
  { how: 'other', key: '4' }
];

export function Asking(props: {
  asked: Asked;
  onSay: (how: How) => void;
  onSkip: () => void;
  onClose: () => void;
}): JSX.Element | null {
  const { asked, onSay, onSkip, onClose } = props;
  const { person } = useEnv();
  const box = useRef<HTMLElement>(null);
  const { at, entry } = asked;
  useEffect(() => {
    const element = box.current;
    const active = element?.ownerDocument.activeElement;
    const free =
      active === element?.ownerDocument.body || active?.matches(OPENERS) === true;
    if (element !== null && (free || element.contains(active ?? null))) {
      element.focus();
    }
  }, [entry, at]);
  const other = asked.near[at];
  if (other === undefined) {
    return null;
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const answer = ANSWERS.find(({ key }) => key === event.key);
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (answer !== undefined) {
      event.preventDefault();
      onSay(answer.how);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  const question = trans.__('How does it stand to “%1”?', other.title);
  return (
    <section
      ref={box}
      role="group"
      className="cg-hint cg-asking"
      tabIndex={-1}
      aria-label={`${question} ${trans.__('Keys 1 to 4 answer, Escape skips all.')}`}
      data-testid="cg-asking"
      data-lm-suppress-shortcuts="true"
      onKeyDown={onKeyDown}
    >
      <p>
        {sentence(
          trans.__('Near to it: %1', ...PLACES),
          <strong data-testid="cg-asking-title">{other.title}</strong>
        )}{' '}
        <span className="cg-when">
          {person(other.author).display_name} ·{' '}
          {trans.__('%1 of %2', at + 1, asked.near.length)}
        </span>
      </p>
      {other.body !== '' && <p>{excerpt(other.body, SHOWN)}</p>}
      <Toolbar label={question} className="cg-actions">
        {ANSWERS.map(({ how, key }) => (
          <Button
            key={how}
            label={`${key} ${SAID[how]}`}
            disabled={asked.busy}
            testId={`cg-asking-${how}`}
            onClick={() => onSay(how)}
          />
        ))}
        <Button
          label={trans.__('Skip')}
          disabled={asked.busy}
          testId="cg-asking-skip"
          onClick={onSkip}
        />
      </Toolbar>
      {asked.problem !== null && <ProblemNote problem={asked.problem} />}
    </section>
  );
}

/** What the entry that was written does. */
const SAID: Readonly<Record<How, string>> = {
  get same() {
    return trans.__('Says the same');
  },
  get replaces() {
    return trans.__('Replaces it');
  },
  get contradicts() {
    return trans.__('Contradicts it');
  },
  get other() {
    return trans.__('Something else');
  }
};
