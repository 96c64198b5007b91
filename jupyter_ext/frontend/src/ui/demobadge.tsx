/** The label of the built-in demonstration model. */

import { Badge } from './controls';

export function DemoBadge(): JSX.Element {
  return (
    <Badge
      look="demo"
      title="A tiny built-in model that shows that everything works. Its answers are not useful."
    >
      demo model
    </Badge>
  );
}
