import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { Line, Lines, split } from '../../ui/fields';
import type { FormProps } from '../../ui/forms';
import { SettleForm } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { AREA_NAME, areaValue, awayValue, rotaValue, zoneValue } from './people';
import type { Area, People, SuggestedAreas } from './wire';

export interface TeamFormActions {
  onSet: (name: string, value: unknown) => Promise<void>;
  onSuggest: () => Promise<SuggestedAreas>;
  /** Forms of other features that the owner finds here, too. */
  ownersForms: readonly TeamForm[];
}

/** How a form is shown: what it does is run, and what the work brings is said below. */
export interface FormState extends FormProps {
  run: (work: Promise<string>) => void;
}

/** A form that opens from a button of its own. */
export interface TeamForm {
  readonly id: string;
  readonly label: string;
  /** Whether only those may open it who may judge. */
  readonly judge: boolean;
  readonly draw: (state: FormState) => JSX.Element;
}

interface TeamFormsProps extends TeamFormActions {
  people: People;
  judge: boolean;
  you: string | null;
}

export function TeamForms(props: TeamFormsProps): JSX.Element {
  const [open, setOpen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const run = (work: Promise<string>): void => {
    setBusy(true);
    setProblem(null);
    work
      .then(said => {
        setDone(said);
        setOpen(null);
      })
      .catch((error: unknown) => setProblem(Problem.of(error)))
      .finally(() => setBusy(false));
  };
  const choose = (form: string): void => {
    setDone(null);
    setProblem(null);
    setOpen(form);
  };
  const forms = formsOf(props).filter(({ judge }) => props.judge || !judge);
  const state = { busy, onCancel: () => setOpen(null), run };
  return (
    <section className="cg-group" aria-label={trans.__('For the team')}>
      <h3>{props.judge ? trans.__('Curate') : trans.__('You')}</h3>
      {open === null && (
        <div className="cg-actions">
          {forms.map(({ id, label }) => (
            <Button
              key={id}
              label={label}
              testId={`cg-open-${id}`}
              onClick={() => choose(id)}
            />
          ))}
        </div>
      )}
      {forms.find(({ id }) => id === open)?.draw(state)}
      {problem !== null && <ProblemNote problem={problem} />}
      {done !== null && (
        <p className="cg-hint" role="status" data-testid="cg-team-done">
          {done}
        </p>
      )}
    </section>
  );
}

/** The owner's forms, then everybody's own. */
function formsOf(props: TeamFormsProps): TeamForm[] {
  const set = (name: string, value: unknown, said: string): Promise<string> =>
    props.onSet(name, value).then(() => said);
  const you = props.you ?? '';
  return [
    {
      id: 'area',
      label: trans.__('Add an area…'),
      judge: true,
      draw: ({ run, ...form }) => (
        <AreaForm
          {...form}
          onSuggest={props.onSuggest}
          onSubmit={area =>
            run(
              set(
                `area:${area.name}`,
                areaValue(area),
                trans.__('%1 is an area now.', area.name)
              )
            )
          }
        />
      )
    },
    {
      id: 'rota',
      label: trans.__('Set the rota…'),
      judge: true,
      draw: ({ run, ...form }) => (
        <RotaForm
          {...form}
          members={props.people.members.map(member => member.username)}
          onSubmit={value =>
            run(set('rota', value, trans.__('The rota holds from now on.')))
          }
        />
      )
    },
    ...props.ownersForms,
    {
      id: 'away',
      label: trans.__('I am away…'),
      judge: false,
      draw: ({ run, ...form }) => (
        <AwayForm
          {...form}
          onSubmit={value => run(set(`away:${you}`, value, 'Noted.'))}
        />
      )
    },
    {
      id: 'zone',
      label: trans.__('My working day…'),
      judge: false,
      draw: ({ run, ...form }) => (
        <ZoneForm
          {...form}
          onSubmit={value => run(set(`zone:${you}`, value, 'Noted.'))}
        />
      )
    }
  ];
}

function AreaForm(
  props: FormProps & {
    onSuggest: () => Promise<SuggestedAreas>;
    onSubmit: (area: Area) => void;
  }
): JSX.Element {
  const draft = useDraft('area', { name: '', globs: '', members: '' });
  const { name, globs, members } = draft.value;
  const [found, setFound] = useState<readonly Area[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [taken, setTaken] = useState<Area | null>(null);
  const written = split(globs);
  const order = taken?.globs.join('\n') === written.join('\n') ? taken.order : null;
  const area: Area = {
    name: name.trim(),
    globs: written,
    members: split(members),
    ...(order ? { order } : {})
  };
  const suggest = (): void => {
    props
      .onSuggest()
      .then(({ codeowners, suggested }) => setFound([...codeowners, ...suggested]))
      .catch((error: unknown) => setProblem(Problem.of(error)));
  };
  const take = (one: Area): void => {
    setTaken(one);
    draft.set({
      name: one.name,
      globs: one.globs.join('\n'),
      members: one.members.join(', ')
    });
  };
  return (
    <SettleForm
      {...props}
      label={trans.__('Add an area')}
      submit={trans.__('Add area')}
      testId="cg-area-form"
      draft={draft}
      ready={AREA_NAME.test(area.name)}
      onSubmit={() => props.onSubmit(area)}
    >
      {found === null ? (
        <Button
          label={trans.__('Suggest')}
          testId="cg-suggest-areas"
          onClick={suggest}
        />
      ) : (
        <div className="cg-actions" data-testid="cg-suggested-areas">
          {found.length === 0 && (
            <p className="cg-hint">
              {trans.__(
                'Nothing to suggest: no CODEOWNERS, no folders that are not an area yet.'
              )}
            </p>
          )}
          {found.map(one => (
            <Button key={one.name} label={one.name} onClick={() => take(one)} />
          ))}
        </div>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <Line
        label={trans.__('Name')}
        value={name}
        onChange={value => draft.set({ ...draft.value, name: value })}
      />
      <Lines
        label={trans.__('Paths, as in CODEOWNERS')}
        value={globs}
        onChange={value => draft.set({ ...draft.value, globs: value })}
      />
      <Lines
        label={trans.__('Members’ usernames')}
        value={members}
        onChange={value => draft.set({ ...draft.value, members: value })}
      />
    </SettleForm>
  );
}

function RotaForm(
  props: FormProps & {
    members: readonly string[];
    onSubmit: (value: unknown) => void;
  }
): JSX.Element {
  const draft = useDraft('rota', {
    order: props.members.join('\n'),
    days: '7',
    start: today(),
    zone: localZone()
  });
  const { order, days, start, zone } = draft.value;
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  const value = rotaValue(split(order), days, start, zone);
  return (
    <SettleForm
      {...props}
      label={trans.__('Set the rota')}
      submit={trans.__('Set rota')}
      testId="cg-rota-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Lines
        label={trans.__('Usernames, in the order of their turns')}
        value={order}
        onChange={text => set({ order: text })}
      />
      <Line
        label={trans.__('Days of a turn')}
        type="number"
        value={days}
        onChange={text => set({ days: text })}
      />
      <Line
        label={trans.__('First day')}
        type="date"
        value={start}
        onChange={text => set({ start: text })}
      />
      <Line
        label={trans.__('Time zone')}
        value={zone}
        onChange={text => set({ zone: text })}
      />
    </SettleForm>
  );
}

function AwayForm(
  props: FormProps & { onSubmit: (value: unknown) => void }
): JSX.Element {
  const draft = useDraft('away', { from: today(), until: '' });
  const { from, until } = draft.value;
  const value = awayValue(from, until);
  return (
    <SettleForm
      {...props}
      label={trans.__('Away')}
      submit={trans.__('I am away then')}
      testId="cg-away-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line
        label={trans.__('From')}
        type="date"
        value={from}
        onChange={text => draft.set({ from: text, until })}
      />
      <Line
        label={trans.__('Back on')}
        type="date"
        value={until}
        onChange={text => draft.set({ from, until: text })}
      />
      <p className="cg-hint">
        {trans.__('Whoever is next on the rota stands in for you.')}
      </p>
    </SettleForm>
  );
}

function ZoneForm(
  props: FormProps & { onSubmit: (value: unknown) => void }
): JSX.Element {
  const draft = useDraft('zone', {
    zones: localZone(),
    days: '1, 2, 3, 4, 5',
    end: '18:00'
  });
  const { zones, days, end } = draft.value;
  const value = zoneValue(split(zones), split(days), end);
  return (
    <SettleForm
      {...props}
      label={trans.__('My working day')}
      submit={trans.__('Save my working day')}
      testId="cg-zone-form"
      draft={draft}
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line
        label={trans.__('Time zones, as Europe/Berlin')}
        value={zones}
        onChange={text => draft.set({ zones: text, days, end })}
      />
      <Line
        label={trans.__('Days (1 is Monday)')}
        value={days}
        onChange={text => draft.set({ zones, days: text, end })}
      />
      <Line
        label={trans.__('It ends at')}
        type="time"
        value={end}
        onChange={text => draft.set({ zones, days, end: text })}
      />
      <p className="cg-hint">
        {trans.__(
          'At the end of a zone’s working day a handoff is written for everybody.'
        )}
      </p>
    </SettleForm>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
