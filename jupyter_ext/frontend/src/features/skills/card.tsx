/** A skill for somebody who decides on it: what it reads and may do, its text, and the button. */

import { checkIcon, runIcon } from '@jupyterlab/ui-components';
import type { ReactNode } from 'react';
import type { Problem } from '../../api/problem';
import { trans } from '../../core/trans';
import { Badge, Button, Toolbar } from '../../ui/controls';
import { fileSize } from '../../ui/format';
import { ProblemNote } from '../../ui/states';
import type { Skill } from './words';
import { nameOfNeed, sourceOf, toolsOf } from './words';

export interface SkillCardProps {
  skill: Skill;
  /** Whether a question waits in this cell for the agreement. */
  asks: boolean;
  busy: boolean;
  problem: Problem | null;
  contribute: boolean;
  nameOf: (username: string) => string;
  /** Null where there is no cell to run. */
  onRun: (() => void) | null;
  onAgree: () => void;
}

export function SkillCard(props: SkillCardProps): JSX.Element {
  const { skill } = props;
  const { reads, proposes } = toolsOf(skill);
  return (
    <section
      className="cg-card cg-skill"
      aria-label={trans.__('Skill %1', skill.name)}
      data-testid="cg-skill"
      data-agreed={skill.agreed !== null}
      data-lm-suppress-shortcuts="true"
    >
      <div className="cg-row">
        <strong>{trans.__('Skill %1', skill.name)}</strong>
        <State skill={skill} />
      </div>
      <p>{skill.description}</p>
      <dl className="cg-skill-facts">
        <Fact name={trans.__('From')}>{sourceOf(skill)}</Fact>
        <Fact name={trans.__('The AI may')}>{listed(reads)}</Fact>
        {proposes.length > 0 && (
          <Fact name={trans.__('It may propose')}>
            {trans.__('%1; a person decides on each', proposes.join(', '))}
          </Fact>
        )}
        {skill.needs.length > 0 && (
          <Fact name={trans.__('Of the team it')}>
            {skill.needs.map(nameOfNeed).join('; ')}
          </Fact>
        )}
        {skill.refused.length > 0 && (
          <Fact name={trans.__('Does not get')}>{skill.refused.join(', ')}</Fact>
        )}
        {skill.compatibility !== '' && (
          <Fact name={trans.__('Made for')}>{skill.compatibility}</Fact>
        )}
      </dl>
      <details data-testid="cg-skill-files">
        <summary>
          {trans._n(
            '%1 file that it reads',
            '%1 files that it reads',
            skill.files.length
          )}
        </summary>
        <ul>
          {skill.files.map(({ path, size }) => (
            <li key={path}>
              <code>{path}</code> <span className="cg-muted">{fileSize(size)}</span>
            </li>
          ))}
        </ul>
      </details>
      <details data-testid="cg-skill-text">
        <summary>{trans.__('Its instructions')}</summary>
        <pre tabIndex={0}>{skill.body}</pre>
      </details>
      <Verdict {...props} />
      {props.problem !== null && <ProblemNote problem={props.problem} />}
    </section>
  );
}

function State({ skill }: { skill: Skill }): JSX.Element | null {
  if (!skill.usable) {
    return <Badge look="bad">{trans.__('can’t be used')}</Badge>;
  }
  if (skill.agreed !== null) {
    return <Badge look="plain">{trans.__('agreed')}</Badge>;
  }
  return (
    <Badge look="proposed">
      {skill.changed ? trans.__('changed since') : trans.__('not agreed yet')}
    </Badge>
  );
}

function Verdict(props: SkillCardProps): JSX.Element | null {
  const { skill, busy } = props;
  if (!skill.usable) {
    return (
      <p className="cg-hint cg-mod-warn">
        {skill.instead !== ''
          ? trans.__('%1 counts instead.', skill.instead)
          : skill.problems.map(({ message }) => message).join(' ')}
      </p>
    );
  }
  if (skill.agreed !== null) {
    return (
      <>
        <p className="cg-muted" data-testid="cg-skill-agreed">
          {trans.__(
            'Agreed to by %1. If a file changes, it asks again.',
            props.nameOf(skill.agreed.by)
          )}
        </p>
        {props.asks && props.onRun !== null && (
          <Button
            label={trans.__('Ask now')}
            icon={runIcon}
            testId="cg-skill-run"
            onClick={props.onRun}
          />
        )}
      </>
    );
  }
  return (
    <>
      <p className="cg-hint">
        {skill.changed
          ? trans.__('Somebody agreed to an earlier version; its files are others now.')
          : trans.__(
              'Its text will instruct the AI, in questions of anybody in the team.'
            )}{' '}
        {props.asks && trans.__('Nothing was asked yet.')}
      </p>
      {props.contribute && (
        <Toolbar label={trans.__('Decide on the skill %1', skill.name)}>
          <Button
            label={
              props.asks && props.onRun !== null
                ? trans.__('Agree and ask')
                : trans.__('Agree')
            }
            icon={checkIcon}
            look="accept"
            title={trans.__('For the team, until one of its files changes')}
            disabled={busy}
            testId="cg-skill-agree"
            onClick={props.onAgree}
          />
        </Toolbar>
      )}
    </>
  );
}

function Fact(props: { name: string; children: ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? trans.__('nothing') : names.join(', ');
}
