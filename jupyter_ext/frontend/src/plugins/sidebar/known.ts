/** Taking an earlier answer in place of asking: it is opened where it stands. */

import { warn } from '../../ui/warning';
import type { IContextModel } from '../tokens';
import type { Navigation } from './navigation';

/** Open what answers the question that stands in the field; the question goes. */
export async function takeKnown(
  { turns }: IContextModel,
  navigation: Navigation
): Promise<void> {
  const known = turns.question.known.found;
  if (known === null) {
    return;
  }
  if (known.kind === 'finding') {
    turns.question.take();
    navigation.show(known.id);
    return;
  }
  try {
    await turns.fetch(known.id);
  } catch (error) {
    warn(error); // the question stays
    return;
  }
  turns.question.take();
  const own = turns.turn(known.id)?.visibility === 'private';
  navigation.open(own ? 'private' : 'turns', known.id);
}
