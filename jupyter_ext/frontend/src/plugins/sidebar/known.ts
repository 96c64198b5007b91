/** Taking an earlier answer in place of asking: it is opened where it stands. */

import type { IContextModel } from '../tokens';
import type { Navigation } from './navigation';

/** Open what answers the question that stands in the field; the question goes. */
export async function takeKnown(
  { turns }: IContextModel,
  navigation: Navigation
): Promise<void> {
  const known = turns.question.take();
  if (known === null) {
    return;
  }
  if (known.kind === 'finding') {
    navigation.show(known.id);
    return;
  }
  await turns.fetch(known.id);
  const own = turns.turn(known.id)?.visibility === 'private';
  navigation.open(own ? 'private' : 'turns', known.id);
}
