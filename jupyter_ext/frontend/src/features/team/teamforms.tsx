/** What the owner sets for the team: areas, the rota, exceptions of the gate; and a leak taken out. */

import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { Problem } from '../../api/problem';
import { Button } from '../../ui/controls';
import { plural } from '../../ui/format';
import { SettleForm } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import {
  AREA_NAME,
  areaValue,
  awayValue,
  isFingerprint,
  rotaValue,
  zoneValue
} from './people';
import type { Area, People, Redaction, SuggestedAreas } from './wire';

export interface TeamFormActions {
  onSet: (name: string, value: unknown) => Promise<void>;
  onSuggest: () => Promise<SuggestedAreas>;
  onRedact: (text: string, reason: string) => Promise<Redaction>;
}

type Form = 'area' | 'rota' | 'away' | 'zone' | 'exception' | 'redact';

const FORMS: readonly { form: Form; label: string; judge: boolean }[] = [
  { form: 'area', label: 'Add an area…', judge: true },
  { form: 'rota', label: 'Set the rota…', judge: true },
  { form: 'exception', label: 'Approve an exception…', judge: true },
  { form: 'redact', label: 'Take out a leaked text…', judge: true },
  { form: 'away', label: 'I am away…', judge: false },
  { form: 'zone', label: 'My working day…', judge: false }
];

export function TeamForms(
  props: TeamFormActions & { people: People; judge: boolean; you: string | null }
): JSX.Element {
  const [open, setOpen] = useState<Form | null>(null);
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
  const choose = (form: Form): void => {
    setDone(null);
    setProblem(null);
    setOpen(form);
  };
  const shared = { busy, onCancel: () => setOpen(null) };
  const set = (name: string, value: unknown, said: string): void =>
    run(props.onSet(name, value).then(() => said));
  return (
    <section className="cg-group" aria-label="For the team">
      <h3>{props.judge ? 'Curate' : 'You'}</h3>
      {open === null && (
        <div className="cg-actions">
          {FORMS.filter(({ judge }) => props.judge || !judge).map(({ form, label }) => (
            <Button
              key={form}
              label={label}
              testId={`cg-open-${form}`}
              onClick={() => choose(form)}
            />
          ))}
        </div>
      )}
      {open === 'area' && (
        <AreaForm
          {...shared}
          onSuggest={props.onSuggest}
          onSubmit={area =>
            set(`area:${area.name}`, areaValue(area), `${area.name} is an area now.`)
          }
        />
      )}
      {open === 'rota' && (
        <RotaForm
          {...shared}
          members={props.people.members.map(member => member.username)}
          onSubmit={value => set('rota', value, 'The rota holds from now on.')}
        />
      )}
      {open === 'away' && (
        <AwayForm
          {...shared}
          onSubmit={value => set(`away:${props.you ?? ''}`, value, 'Noted.')}
        />
      )}
      {open === 'zone' && (
        <ZoneForm
          {...shared}
          onSubmit={value => set(`zone:${props.you ?? ''}`, value, 'Noted.')}
        />
      )}
      {open === 'exception' && (
        <ExceptionForm
          {...shared}
          onSubmit={(fingerprint, reason) =>
            set(`exception:${fingerprint}`, { reason }, 'The gate lets it pass now.')
          }
        />
      )}
      {open === 'redact' && (
        <RedactForm
          {...shared}
          onSubmit={(text, reason) => run(props.onRedact(text, reason).then(removed))}
        />
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      {done !== null && (
        <p className="cg-hint" role="status" data-testid="cg-team-done">
          {done}
        </p>
      )}
    </section>
  );
}

function removed(found: Redaction): string {
  const where = `${plural(found.versions, 'version')} and ${plural(found.turns, 'turn')}`;
  const later = found.clean
    ? ''
    : ' The files are cleaned as soon as nobody reads them.';
  return `Taken out of ${where}.${later} Change the secret in any case.`;
}

interface FormProps {
  busy: boolean;
  onCancel: () => void;
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
  const area = { name: name.trim(), globs: split(globs), members: split(members) };
  const suggest = (): void => {
    props
      .onSuggest()
      .then(({ codeowners, suggested }) => setFound([...codeowners, ...suggested]))
      .catch((error: unknown) => setProblem(Problem.of(error)));
  };
  const take = (one: Area): void => {
    setName(one.name);
    setGlobs(one.globs.join('\n'));
    setMembers(one.members.join(', '));
  };
  return (
    <SettleForm
      {...props}
      label="Add an area"
      submit="Add area"
      testId="cg-area-form"
      ready={AREA_NAME.test(area.name)}
      onSubmit={() => props.onSubmit(area)}
    >
      {found === null ? (
        <Button label="Suggest" testId="cg-suggest-areas" onClick={suggest} />
      ) : (
        <div className="cg-actions" data-testid="cg-suggested-areas">
          {found.length === 0 && (
            <p className="cg-hint">
              Nothing to suggest: no CODEOWNERS, no folders that are not an area yet.
            </p>
          )}
          {found.map(one => (
            <Button key={one.name} label={one.name} onClick={() => take(one)} />
          ))}
        </div>
      )}
      {problem !== null && <ProblemNote problem={problem} />}
      <Line label="Name" value={name} onChange={setName} />
      <Lines label="Paths, as in CODEOWNERS" value={globs} onChange={setGlobs} />
      <Lines label="Members’ usernames" value={members} onChange={setMembers} />
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
      label="Set the rota"
      submit="Set rota"
      testId="cg-rota-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Lines
        label="Usernames, in the order of their turns"
        value={order}
        onChange={setOrder}
      />
      <Line label="Days of a turn" type="number" value={days} onChange={setDays} />
      <Line label="First day" type="date" value={start} onChange={setStart} />
      <Line label="Time zone" value={zone} onChange={setZone} />
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
      label="Away"
      submit="Say so"
      testId="cg-away-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line label="From" type="date" value={from} onChange={setFrom} />
      <Line label="Back on" type="date" value={until} onChange={setUntil} />
      <p className="cg-hint">Whoever is next on the rota stands in for you.</p>
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
      label="My working day"
      submit="Say so"
      testId="cg-zone-form"
      ready={value !== null}
      onSubmit={() => props.onSubmit(value)}
    >
      <Line label="Time zones, as Europe/Berlin" value={zones} onChange={setZones} />
      <Line label="Days (1 is Monday)" value={days} onChange={setDays} />
      <Line label="It ends at" type="time" value={end} onChange={setEnd} />
      <p className="cg-hint">
        At the end of a zone’s working day a handoff is written for everybody.
      </p>
    </SettleForm>
  );
}

function ExceptionForm(
  props: FormProps & { onSubmit: (fingerprint: string, reason: string) => void }
): JSX.Element {
  const [fingerprint, setFingerprint] = useState('');
  const [reason, setReason] = useState('');
  return (
    <SettleForm
      {...props}
      label="Approve an exception"
      submit="Let it pass"
      testId="cg-exception-form"
      ready={isFingerprint(fingerprint.trim()) && reason.trim() !== ''}
      onSubmit={() => props.onSubmit(fingerprint.trim(), reason.trim())}
    >
      <p className="cg-hint">
        For a value that looks like a secret and is none. Its author finds the
        fingerprint below the gate’s message.
      </p>
      <Line label="Fingerprint" value={fingerprint} onChange={setFingerprint} />
      <Line label="Why it is no secret" value={reason} onChange={setReason} />
    </SettleForm>
  );
}

function RedactForm(
  props: FormProps & { onSubmit: (text: string, reason: string) => void }
): JSX.Element {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  return (
    <SettleForm
      {...props}
      label="Take out a leaked text"
      submit="Take it out for good"
      testId="cg-redact-form"
      ready={text.length >= 6 && reason.trim() !== ''}
      onSubmit={() => props.onSubmit(text, reason.trim())}
    >
      <p className="cg-hint cg-mod-warn">
        Every version and every shared answer that holds this text says “[redacted]”
        afterwards. This can’t be undone. Notebooks, exports and older backups are not
        touched.
      </p>
      <Line label="The text, exactly" value={text} onChange={setText} />
      <Line label="Why (without the text)" value={reason} onChange={setReason} />
    </SettleForm>
  );
}

function split(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Field(props: {
  label: string;
  children: (id: string) => ReactNode;
}): JSX.Element {
  const id = useId();
  return (
    <div className="cg-field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  );
}

function Line(
  props: FieldProps & { type?: 'text' | 'number' | 'date' | 'time' }
): JSX.Element {
  return (
    <Field label={props.label}>
      {id => (
        <input
          id={id}
          type={props.type ?? 'text'}
          autoComplete="off"
          value={props.value}
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

function Lines(props: FieldProps): JSX.Element {
  return (
    <Field label={props.label}>
      {id => (
        <textarea
          id={id}
          rows={3}
          value={props.value}
          onChange={event => props.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
