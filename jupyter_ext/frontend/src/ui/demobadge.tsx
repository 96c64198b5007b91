/** The label of the built-in demonstration model. */

import { trans } from '../core/trans';
import { Badge } from './controls';

export function DemoBadge(): JSX.Element {
  return (
    <Badge
      look="demo"
      title={trans.__(
        'A tiny built-in model that shows that everything works. Its answers are not useful.'
      )}
    >
      {trans.__('demo model')}
    </Badge>
  );
}
