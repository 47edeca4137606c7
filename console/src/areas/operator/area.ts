import { IconActivityHeartbeat, IconBuildings, IconCalendarClock, IconMailForward, IconMailOff, IconRotateClockwise2, IconTemplate, IconUsersGroup } from '@tabler/icons-react';
import type { SignedIn } from '@/api/session';
import type { Area } from '@/shell/areas';

/** The operator's pages exist only inside the operator's own organization. */
const visible = ({ organization, can }: SignedIn) => organization.kind === 'operator' && can('operator.read');

export const operatorArea: Area = {
  id: 'operator',
  label: (t) => t.shell.areas.operator,
  items: [
    { to: '/operator', icon: IconActivityHeartbeat, label: (t) => t.shell.pages.health, visible },
    { to: '/operator/organizations', icon: IconBuildings, label: (t) => t.shell.pages.organizations, visible },
    { to: '/operator/users', icon: IconUsersGroup, label: (t) => t.shell.pages.users, visible },
    { to: '/operator/jobs', icon: IconRotateClockwise2, label: (t) => t.shell.pages.jobs, visible },
    { to: '/operator/schedules', icon: IconCalendarClock, label: (t) => t.shell.pages.schedules, visible },
    { to: '/operator/mails', icon: IconMailForward, label: (t) => t.shell.pages.mails, visible },
    { to: '/operator/mail-templates', icon: IconTemplate, label: (t) => t.shell.pages.mailTemplates, visible },
    { to: '/operator/mail-suppressions', icon: IconMailOff, label: (t) => t.shell.pages.suppressions, visible },
  ],
};
