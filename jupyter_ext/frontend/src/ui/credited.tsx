/** Whose a version is: its author, and beside them who changed, accepted or ended it. */

import type { EntryStatus, Revision } from '../api/wire/entry';
import type { Known } from '../core/credits';
import { accepterOf, creditsOf } from '../core/credits';
import { trans } from '../core/trans';
import { Byline } from './controls';
import { useEnv } from './env';
import { credited } from './format';

export function Credited(props: { entry: Known; revision: Revision }): JSX.Element {
  const { revision } = props;
  const { person } = useEnv();
  const nameOf = (username: string): string => person(username).display_name;
  const credits = creditsOf(props.entry, revision);
  const parts = [
    credited(credits.editors, accepterOf(credits), nameOf),
    credits.ended === null ? '' : endedBy(revision.status, nameOf(credits.ended.by))
  ];
  return (
    <Byline
      username={credits.author}
      at={revision.at}
      more={parts.filter(part => part !== '').join(', ')}
    />
  );
}

function endedBy(status: EntryStatus, name: string): string {
  switch (status) {
    case 'rejected':
      return trans.__('rejected by %1', name);
    case 'retired':
      return trans.__('retired by %1', name);
    default:
      return trans.__('superseded by %1', name);
  }
}
