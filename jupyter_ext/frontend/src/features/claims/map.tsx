/** The small map: people on the left, files on the right below their areas, overlaps in colour. */

import { trans } from '../../core/trans';
import { Avatar, colorOf } from '../../ui/controls';
import { useEnv } from '../../ui/env';
import { mapOf, ROW } from './layout';
import type { Work } from './model';
import { gradeWord } from './words';

/** Pixels between the people and the files, in which the lines are drawn. */
const BETWEEN = 56;

export function WorkMapView(props: { work: Work }): JSX.Element | null {
  const { person } = useEnv();
  const map = mapOf(props.work);
  if (map.files.length === 0) {
    return null;
  }
  return (
    // The list below it says the same in words.
    <div className="cg-work-map" aria-hidden="true" data-testid="cg-work-map">
      <div className="cg-work-people" style={{ height: map.height }}>
        {map.people.map(({ name, y }) => (
          <span key={name} className="cg-work-person" style={{ top: y }}>
            <Avatar person={person(name)} />
          </span>
        ))}
      </div>
      <svg
        width={BETWEEN}
        height={map.height}
        viewBox={`0 0 ${BETWEEN} ${map.height}`}
        className="cg-work-lines"
      >
        {map.lines.map(line => {
          const [from, to] = [line.from + ROW / 2, line.to + ROW / 2];
          return (
            <path
              key={`${line.person} ${line.path}`}
              className={line.meets ? 'cg-work-line cg-mod-meets' : 'cg-work-line'}
              d={`M0 ${from} C${BETWEEN / 2} ${from} ${BETWEEN / 2} ${to} ${BETWEEN} ${to}`}
              stroke={line.meets ? undefined : colorOf(person(line.person))}
            />
          );
        })}
      </svg>
      <div className="cg-work-files" style={{ height: map.height }}>
        {map.areas.map(({ name, y }) => (
          <span key={name} className="cg-work-area" style={{ top: y }}>
            {name === '' ? trans.__('No area') : name}
          </span>
        ))}
        {map.files.map(({ path, y, grade }) => (
          <span
            key={path}
            className={`cg-work-file${grade === '' ? '' : ` cg-mod-meets cg-mod-${grade}`}`}
            style={{ top: y }}
            title={grade === '' ? path : `${path}: ${gradeWord(grade)}`}
          >
            <code className="cg-work-name">{shortOf(path)}</code>
          </span>
        ))}
      </div>
      {map.left > 0 && (
        <p className="cg-hint">
          {trans._n('%1 more file below', '%1 more files below', map.left)}
        </p>
      )}
    </div>
  );
}

/** The end of a path, by which people know the file. */
function shortOf(path: string): string {
  const parts = path.split('/');
  return parts.length < 3 ? path : `…/${parts.slice(-2).join('/')}`;
}
