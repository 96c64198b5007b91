/** The list of the plugins. */

import { commands } from './plugins/commands';
import { completion } from './plugins/completion';
import { context } from './plugins/context';
import { edits } from './plugins/edits';
import { entrances } from './plugins/entrances';
import { meeting } from './plugins/meeting';
import { notifications } from './plugins/notifications';
import { panel } from './plugins/panel';
import { reading } from './plugins/reading';
import { renderers } from './plugins/renderers';
import { work } from './plugins/work';

export { IContextPanel } from './plugins/paneltoken';
export { IContextModel } from './plugins/tokens';

export default [
  context,
  panel,
  commands,
  renderers,
  notifications,
  completion,
  entrances,
  reading,
  meeting,
  edits,
  work
];
