/** The team's areas: followed or muted by each member, added, changed and removed by who judges. */

import { closeIcon, editIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { sure } from '../../ui/ask';
import type { Named } from '../../ui/checks';
import { Checks } from '../../ui/checks';
import { Button } from '../../ui/controls';
import { useDraft } from '../../ui/draft';
import { useEnv } from '../../ui/env';
import { Line, Lines, split } from '../../ui/fields';
import { SettleForm } from '../../ui/forms';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import { AREA_NAME, areaValue, membersToChoose } from './people';
import type { Area, People, SuggestedAreas } from './wire';

export interface AreaActions {
  onSet: (name: string, value: unknown) => Promise<void>;
  onSuggest: () => Promise<SuggestedAreas>;
  onFollow: (area: string, follow: boolean) => Promise<void>;
}

interface AreasProps extends AreaActions {
  people: People;
  judge: boolean;
  named: boolean;
}

/** What is open: the form of a new area, or that of the area of this name. */
type Open = { readonly area: Area | null } | null;

export function Areas(props: AreasProps): JSX.Element {
  const { people, judge } = props;
  const [open, setOpen] = useState<Open>(null);
  const { busy, problem, run: start } = useWork();
  const [done, setDone] = useState('');
  const run = (work: Promise<void>, said = ''): void => {
    setDone('');
    start(
      work.then(() => {
        setDone(said);
        setOpen(null);
      })
    );
  };
  const remove = async (area: Area): Promise<void> => {
    const yes = await sure({
      title: trans.__('Remove the area %1?', area.name),
      body: trans.__(
        'Nothing is deleted: what it holds is for everybody from then on.'
      ),
      yes: trans.__('Remove'),
      look: 'warn'
    });
    if (yes) {
      run(
        props.onSet(`area:${area.name}`, null),
        trans.__('%1 is no area any more.', area.name)
      );
    }
  };
  const form = (area: Area | null): JSX.Element => (
    <AreaForm
      area={area}
      choices={membersToChoose(people, area?.members ?? [])}
      busy={busy}
      onSuggest={props.onSuggest}
      onSubmit={({ name, ...rest }) =>
        run(
          props.onSet(`area:${name}`, areaValue({ name, ...rest })),
          area === null
            ? trans.__('%1 is an area now.', name)
            : trans.__('%1 is changed.', name)
        )
      }
      onCancel={() => setOpen(null)}
    />
  );
  const edited = open?.area?.name;
  return (
    <section className="cg-group" aria-label={trans.__('Areas')}>
      <h3>{trans.__('Areas')}</h3>
      {people.areas.length === 0 && (
        <p className="cg-hint">
          {trans.__('No areas yet: everything is for everybody.')}
        </p>
      )}
      <ul className="cg-list" data-testid="cg-areas">
        {people.areas.map(area => (
          <AreaRow
            key={area.name}
            area={area}
            follows={people.following.includes(area.name)}
            named={props.named}
            judge={judge && open === null}
            busy={busy}
            onFollow={follow => run(props.onFollow(area.name, follow))}
            onEdit={() => setOpen({ area })}
            onRemove={() => void remove(area)}
          >
            {edited === area.name && form(area)}
          </AreaRow>
        ))}
      </ul>
      {open !== null && open.area === null && form(null)}
      {problem !== null && <ProblemNote problem={problem} />}
      <p className="cg-hint" role="status" data-testid="cg-area-done">
        {done}
      </p>
      {judge && open === null && (
        <div className="cg-actions">
          <Button
            label={trans.__('Add an area…')}
            testId="cg-open-area"
            onClick={() => {
              setDone('');
              setOpen({ area: null });
            }}
          />
        </div>
      )}
    </section>
  );
}

function AreaRow(props: {
  area: Area;
  follows: boolean;
  named: boolean;
  judge: boolean;
  busy: boolean;
  children: ReactNode;
  onFollow: (follow: boolean) => void;
  onEdit: () => void;
  onRemove: () => void;
}): JSX.Element {
  const { area, follows, busy } = props;
  const { person } = useEnv();
  const names = area.members.map(member => person(member).display_name);
  return (
    <li className="cg-area-item" data-testid="cg-area-row" data-area={area.name}>
      <div className="cg-row">
        <span className="cg-area-text">
          <strong>{area.name}</strong>
          <span className="cg-muted">
            {[area.globs.join(', '), names.join(', ')].filter(Boolean).join(' · ')}
          </span>
        </span>
        {props.named && (
          <Button
            label={follows ? trans.__('Mute') : trans.__('Follow')}
            title={
              follows
                ? trans.__('Keep %1 out of your sidebar and your prompts', area.name)
                : trans.__('See %1 in your sidebar and your prompts', area.name)
            }
            disabled={busy}
            testId="cg-follow"
            onClick={() => props.onFollow(!follows)}
          />
        )}
        {props.judge && (
          <>
            <Button
              icon={editIcon}
              iconOnly
              label={trans.__('Change the area %1', area.name)}
              disabled={busy}
              testId="cg-area-edit"
              onClick={props.onEdit}
            />
            <Button
              icon={closeIcon}
              iconOnly
              label={trans.__('Remove the area %1', area.name)}
              disabled={busy}
              testId="cg-area-remove"
              onClick={props.onRemove}
            />
          </>
        )}
      </div>
      {props.children}
    </li>
  );
}

/** A new area, or what becomes of one that there is: its name is what others know it by, and stays. */
function AreaForm(props: {
  area: Area | null;
  choices: readonly Named[];
  busy: boolean;
  onSuggest: () => Promise<SuggestedAreas>;
  onSubmit: (area: Area) => void;
  onCancel: () => void;
}): JSX.Element {
  const before = props.area;
  const draft = useDraft<{ name: string; globs: string; members: readonly string[] }>(
    before === null ? 'area' : `area ${before.name}`,
    {
      name: before?.name ?? '',
      globs: before?.globs.join('\n') ?? '',
      members: before?.members ?? []
    }
  );
  const { name, globs, members } = draft.value;
  const [taken, setTaken] = useState<Area | null>(before);
  const written = split(globs);
  const order = taken?.globs.join('\n') === written.join('\n') ? taken.order : null;
  const area: Area = {
    name: name.trim(),
    globs: written,
    members: [...members],
    ...(order ? { order } : {})
  };
  const set = (change: Partial<typeof draft.value>): void =>
    draft.set({ ...draft.value, ...change });
  return (
    <SettleForm
      label={
        before === null
          ? trans.__('Add an area')
          : trans.__('Change the area %1', before.name)
      }
      submit={before === null ? trans.__('Add area') : trans.__('Save')}
      testId="cg-area-form"
      draft={draft}
      busy={props.busy}
      ready={AREA_NAME.test(area.name)}
      onSubmit={() => props.onSubmit(area)}
      onCancel={props.onCancel}
    >
      {before === null && (
        <>
          <Suggestions
            onSuggest={props.onSuggest}
            onTake={one => {
              setTaken(one);
              set({
                name: one.name,
                globs: one.globs.join('\n'),
                members: one.members
              });
            }}
          />
          <Line
            label={trans.__('Name')}
            value={name}
            onChange={value => set({ name: value })}
          />
        </>
      )}
      <Lines
        label={trans.__('Paths, as in CODEOWNERS')}
        value={globs}
        onChange={value => set({ globs: value })}
      />
      <Checks
        label={trans.__('Members')}
        choices={props.choices}
        chosen={members}
        testId="cg-area-members"
        onChange={chosen => set({ members: chosen })}
      />
    </SettleForm>
  );
}

/** Areas out of CODEOWNERS and the tree, on request. */
function Suggestions(props: {
  onSuggest: () => Promise<SuggestedAreas>;
  onTake: (area: Area) => void;
}): JSX.Element {
  const [found, setFound] = useState<SuggestedAreas | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const suggest = (): void => {
    setProblem(null);
    props
      .onSuggest()
      .then(setFound)
      .catch((error: unknown) => setProblem(Problem.of(error)));
  };
  if (found === null) {
    return (
      <>
        <div className="cg-actions">
          <Button
            label={trans.__('Suggest')}
            testId="cg-suggest-areas"
            onClick={suggest}
          />
        </div>
        {problem !== null && <ProblemNote problem={problem} />}
      </>
    );
  }
  const areas = [...found.codeowners, ...found.suggested];
  return (
    <div role="status">
      <div className="cg-actions" data-testid="cg-suggested-areas">
        {areas.length === 0 && (
          <p className="cg-hint">
            {trans.__(
              'Nothing to suggest: no CODEOWNERS, no folders that are not an area yet.'
            )}
          </p>
        )}
        {areas.map(one => (
          <Button key={one.name} label={one.name} onClick={() => props.onTake(one)} />
        ))}
      </div>
      {found.problems.map(said => (
        <p key={said} className="cg-hint cg-mod-warn">
          {said}
        </p>
      ))}
    </div>
  );
}
