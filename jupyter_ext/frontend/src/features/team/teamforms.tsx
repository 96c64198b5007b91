/** Forms that open from buttons: what the owner settles for the team, and what members say of themselves. */

import { useEffect, useRef, useState } from 'react';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import type { FormProps } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { AwayForm, ZoneForm } from './ownforms';
import { membersToChoose } from './people';
import { RotaForm } from './rotaform';
import type { People } from './wire';

export type SetSetting = (name: string, value: unknown) => Promise<void>;

/** How a form is shown: what it does is run, and what the work brings is said below. */
export interface FormState extends FormProps {
  run: (work: Promise<string>) => void;
}

/** A form that opens from a button of its own. */
export interface TeamForm {
  readonly id: string;
  readonly label: string;
  readonly draw: (state: FormState) => JSX.Element;
}

export function TeamForms(props: {
  title: string;
  forms: readonly TeamForm[];
}): JSX.Element {
  const section = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const { busy, problem, run: start, forget } = useWork();
  const [done, setDone] = useState<string | null>(null);
  // Its first control, be it a choice or a box.
  useEffect(() => {
    if (open !== null) {
      const first = 'form :is(input, textarea, select)';
      section.current?.querySelector<HTMLElement>(first)?.focus();
    }
  }, [open]);
  const run = (work: Promise<string>): void => {
    start(
      work.then(said => {
        setDone(said);
        setOpen(null);
      })
    );
  };
  const choose = (form: string): void => {
    setDone(null);
    forget();
    setOpen(form);
  };
  const state = { busy, onCancel: () => setOpen(null), run };
  return (
    <section ref={section} className="cg-group" aria-label={props.title}>
      <h3>{props.title}</h3>
      {open === null && (
        <div className="cg-actions">
          {props.forms.map(({ id, label }) => (
            <Button
              key={id}
              label={label}
              testId={`cg-open-${id}`}
              onClick={() => choose(id)}
            />
          ))}
        </div>
      )}
      {props.forms.find(({ id }) => id === open)?.draw(state)}
      {problem !== null && <ProblemNote problem={problem} />}
      {done !== null && (
        <p className="cg-hint" role="status" data-testid="cg-team-done">
          {done}
        </p>
      )}
    </section>
  );
}

/** What the owner settles about turns. */
export function rotaForm(people: People, onSet: SetSetting): TeamForm {
  const holds = trans.__('The rota holds from now on.');
  return {
    id: 'rota',
    label: trans.__('Set the rota…'),
    draw: ({ run, ...form }) => (
      <RotaForm
        {...form}
        choices={membersToChoose(people)}
        onSubmit={value => run(onSet('rota', value).then(() => holds))}
      />
    )
  };
}

/** What a member says of themselves. */
export function ownForms(you: string, onSet: SetSetting): TeamForm[] {
  const save = (name: string, value: unknown, said: string): Promise<string> =>
    onSet(`${name}:${you}`, value).then(() => said);
  return [
    {
      id: 'away',
      label: trans.__('I am away…'),
      draw: ({ run, ...form }) => (
        <AwayForm
          {...form}
          onSubmit={value =>
            run(
              save('away', value, trans.__('Saved: the others see when you are back.'))
            )
          }
        />
      )
    },
    {
      id: 'zone',
      label: trans.__('My working day…'),
      draw: ({ run, ...form }) => (
        <ZoneForm
          {...form}
          onSubmit={value =>
            run(save('zone', value, trans.__('Saved: handoffs come at its end.')))
          }
        />
      )
    }
  ];
}
