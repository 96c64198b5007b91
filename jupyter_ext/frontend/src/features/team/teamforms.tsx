import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Button } from '../../ui/controls';
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
  const [name, setName] = useState('');
  const [globs, setGlobs] = useState('');
  const [members, setMembers] = useState('');
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
    setName(one.name);
    setGlobs(one.globs.join('\n'));
    setMembers(one.members.join(', '));
  };
  return (
    <SettleForm
      {...props}
      label={trans.__('Add an area')}
      submit={trans.__('Add area')}
      testId="cg-area-form"
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
      <Line label={trans.__('Name')} value={name} onChange={setName} />
      <Lines
        label={trans.__('Paths, as in CODEOWNERS')}
        value={globs}
        onChange={setGlobs}
      />
      <Lines
        label={trans.__('Members’ usernames')}
        value={members}
        onChange={setMembers}
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
  const [order, setOrder] = useState(props.members.join('\n'));
  const [days, setDays] = useState('7');
  const [start, setStart] = useState(() => new Date().toISOString().slice(0, 10));
  const [zone, setZone] = useState(
    () => Intl.DateTimeFormat().resolvedOptions().timeZone
  );
  const value = rotaValue(split(order), days, start, zone);
  return (
    <SettleForm
      {...props}
      label={trans.__('Set the rota')}
      submit={trans.__('Set rota')}
      testId="cg-rota-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Lines
        label={trans.__('Usernames, in the order of their turns')}
        value={order}
        onChange={setOrder}
      />
      <Line
        label={trans.__('Days of a turn')}
        type="number"
        value={days}
        onChange={setDays}
      />
      <Line
        label={trans.__('First day')}
        type="date"
        value={start}
        onChange={setStart}
      />
      <Line label={trans.__('Time zone')} value={zone} onChange={setZone} />
    </SettleForm>
  );
}

function AwayForm(
  props: FormProps & { onSubmit: (value: unknown) => void }
): JSX.Element {
  const [from, setFrom] = useState(() => new Date().toISOString().slice(0, 10));
  const [until, setUntil] = useState('');
  const value = awayValue(from, until);
  return (
    <SettleForm
      {...props}
      label={trans.__('Away')}
      submit={trans.__('Say so')}
      testId="cg-away-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line label={trans.__('From')} type="date" value={from} onChange={setFrom} />
      <Line label={trans.__('Back on')} type="date" value={until} onChange={setUntil} />
      <p className="cg-hint">
        {trans.__('Whoever is next on the rota stands in for you.')}
      </p>
    </SettleForm>
  );
}

function ZoneForm(
  props: FormProps & { onSubmit: (value: unknown) => void }
): JSX.Element {
  const [zones, setZones] = useState(
    () => Intl.DateTimeFormat().resolvedOptions().timeZone
  );
  const [days, setDays] = useState('1, 2, 3, 4, 5');
  const [end, setEnd] = useState('18:00');
  const value = zoneValue(split(zones), split(days), end);
  return (
    <SettleForm
      {...props}
      label={trans.__('My working day')}
      submit={trans.__('Say so')}
      testId="cg-zone-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line
        label={trans.__('Time zones, as Europe/Berlin')}
        value={zones}
        onChange={setZones}
      />
      <Line label={trans.__('Days (1 is Monday)')} value={days} onChange={setDays} />
      <Line label={trans.__('It ends at')} type="time" value={end} onChange={setEnd} />
      <p className="cg-hint">
        {trans.__(
          'At the end of a zone’s working day a handoff is written for everybody.'
        )}
      </p>
    </SettleForm>
  );
}
