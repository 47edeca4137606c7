import { IconHome2 } from '@tabler/icons-react';
import type { Area } from '@/shell/areas';

export const homeArea: Area = {
  id: 'home',
  label: (t) => t.shell.areas.home,
  items: [{ to: '/', icon: IconHome2, label: (t) => t.shell.pages.home }],
};
