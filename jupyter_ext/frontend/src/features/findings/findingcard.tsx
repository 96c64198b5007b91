/** One finding: its claim, picture and figures, how it stands, and what can be done with it. */

import { downloadIcon, runIcon } from '@jupyterlab/ui-components';
import { trans } from '../../core/trans';
import {
  AreaChip,
  Badge,
  Button,
  Byline,
  Prose,
  Toolbar,
  When
} from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { ProblemNote } from '../../ui/states';
import { useWork } from '../../ui/work';
import type { Finding, FindingCheck } from './model';
import { Resting } from './resting';
import { checkWord } from './words';

export interface FindingActions {
  /** Whether this member may have one checked. */
  readonly contribute: boolean;
  /** Its address; null while it is fetched. */
  readonly pictureOf: (id: string) => string | null;
  /** Each throws a Problem. */
  readonly onCheck: (id: string) => Promise<void>;
  readonly onPage: (id: string) => Promise<void>;
  readonly onNotebook: (id: string) => Promise<void>;
  readonly onJump: (finding: Finding) => void;
  readonly onEntry: (id: string) => void;
  /** Bring an entry or a message into sight. */
  readonly onThing: (id: string) => void;
}

interface CardProps extends FindingActions {
  finding: Finding;
  /** Whether it is one of those that stand side by side. */
  compared: boolean;
  onCompare: () => void;
}

export function FindingCard(props: CardProps): JSX.Element {
  const { finding } = props;
  return (
    <article
      className="cg-card cg-finding"
      aria-label={finding.claim}
      data-testid="cg-finding"
      data-finding={finding.id}
      data-state={finding.state}
      data-checked={finding.check?.state ?? ''}
    >
      <FindingHead finding={finding} />
      <FindingShown finding={finding} pictureOf={props.pictureOf} />
      <Checked finding={finding} />
      <details className="cg-fold" data-testid="cg-finding-made">
        <summary>{trans.__('What made it')}</summary>
        <p>{finding.made}</p>
      </details>
      <Resting finding={finding} onThing={props.onThing} />
      <FindingTools {...props} />
    </article>
  );
}

export function FindingHead({ finding }: { finding: Finding }): JSX.Element {
  return (
    <>
      <div className="cg-row">
        <strong className="cg-finding-claim">{finding.claim}</strong>
        {finding.area !== null && <AreaChip name={finding.area} />}
        <State finding={finding} />
      </div>
      <Byline username={finding.by} at={finding.at} />
    </>
  );
}

/** Why it is not as it was stands in words below it. */
function State({ finding }: { finding: Finding }): JSX.Element | null {
  const { state } = finding;
  if (state !== 'touched' && state !== 'broken') {
    return null;
  }
  return (
    <Badge look={state === 'broken' ? 'bad' : 'proposed'}>
      {state === 'broken' ? trans.__('source is gone') : trans.__('touched')}
    </Badge>
  );
}

export function FindingShown(props: {
  finding: Finding;
  pictureOf: (id: string) => string | null;
}): JSX.Element {
  const { finding } = props;
  const picture = finding.picture ? props.pictureOf(finding.id) : '';
  return (
    <>
      {picture !== null && picture !== '' && (
        <img
          className="cg-finding-picture"
          src={picture}
          alt={finding.alt !== '' ? finding.alt : finding.claim}
          data-testid="cg-finding-picture"
        />
      )}
      {finding.figures.length > 0 && (
        <dl className="cg-finding-figures">
          {finding.figures.map(({ name, value, definition, follows }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd title={String(value)}>{String(Number(value.toPrecision(10)))}</dd>
              {definition !== '' && (
                <dd
                  className="cg-finding-definition"
                  data-testid="cg-finding-definition"
                >
                  <code>{definition}</code>{' '}
                  {follows === 'no' && trans.__('(not computed like that)')}
                </dd>
              )}
            </div>
          ))}
        </dl>
      )}
      {finding.shown !== '' && picture === '' && <Prose text={finding.shown} />}
      {finding.cause !== '' && (
        <p className="cg-hint cg-mod-warn" data-testid="cg-finding-cause">
          {finding.cause}
        </p>
      )}
    </>
  );
}

/** Who checked, and when; nobody, where the team wants it done every so many days. */
function CheckedBy({ check }: { check: FindingCheck }): JSX.Element {
  const { now } = useEnv();
  return check.by === '' ? (
    <span className="cg-byline">
      <span>{trans.__('By the server')}</span>
      <When at={check.at} now={now} />
    </span>
  ) : (
    <Byline username={check.by} at={check.at} />
  );
}

function Checked({ finding }: { finding: Finding }): JSX.Element | null {
  const { check } = finding;
  if (check === null) {
    return null;
  }
  const look =
    check.state === 'differs' ? 'bad' : check.state === 'failed' ? 'proposed' : 'plain';
  return (
    <div data-testid="cg-finding-check">
      <div className="cg-row">
        <Badge look={look}>{checkWord(check.state)}</Badge>
        <CheckedBy check={check} />
      </div>
      {check.cause !== '' && <p className="cg-hint">{check.cause}</p>}
      {check.differences.length > 0 && (
        <div className="cg-finding-differences" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{trans.__('What')}</th>
                <th scope="col">{trans.__('Was')}</th>
                <th scope="col">{trans.__('Is now')}</th>
              </tr>
            </thead>
            <tbody>
              {check.differences.map(({ what, old, new: now }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>{old}</td>
                  <td>{now}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function FindingTools(props: CardProps): JSX.Element {
  const { finding } = props;
  const { busy, problem, run } = useWork();
  return (
    <>
      <Toolbar label={trans.__('Finding: %1', finding.claim)}>
        {props.contribute && (
          <Button
            label={trans.__('Check')}
            icon={runIcon}
            title={trans.__(
              'Run the cells that made it again, apart from every kernel, and compare'
            )}
            disabled={busy}
            testId="cg-finding-run"
            onClick={() => run(props.onCheck(finding.id))}
          />
        )}
        {finding.path !== '' && (
          <Button
            label={trans.__('Go to cell')}
            title={finding.path}
            testId="cg-finding-cell"
            onClick={() => props.onJump(finding)}
          />
        )}
        <Button
          label={trans.__('Entry')}
          title={trans.__('Show it among the entries')}
          testId="cg-finding-entry"
          onClick={() => props.onEntry(finding.id)}
        />
        <Button
          label={props.compared ? trans.__('Do not compare') : trans.__('Compare')}
          title={trans.__('Put two findings side by side')}
          testId="cg-finding-compare"
          onClick={props.onCompare}
        />
        <Button
          label={trans.__('Page')}
          icon={downloadIcon}
          title={trans.__('Save it as a page of HTML')}
          testId="cg-finding-page"
          onClick={() => run(props.onPage(finding.id))}
        />
        <Button
          label={trans.__('Notebook')}
          icon={downloadIcon}
          title={trans.__('Save the cells that made it as a notebook')}
          testId="cg-finding-notebook"
          onClick={() => run(props.onNotebook(finding.id))}
        />
      </Toolbar>
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
