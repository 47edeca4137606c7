import {
  IconActivity,
  IconBuildingStore,
  IconCalendarClock,
  IconKey,
  IconMail,
  IconRotateClockwise2,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { EventRecord } from '@/api/types';

const look = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** By the first word of an event's name. */
const ICONS: Record<string, ReactElement> = {
  organization: <IconBuildingStore {...look} />,
  member: <IconUsers {...look} />,
  membership: <IconUsers {...look} />,
  invitation: <IconMail {...look} />,
  api_key: <IconKey {...look} />,
  job: <IconRotateClockwise2 {...look} />,
  schedule: <IconCalendarClock {...look} />,
  shop: <IconBuildingStore {...look} />,
  user: <IconUser {...look} />,
};

export function EventIcon({ event }: { event: Pick<EventRecord, 'name'> }) {
  return ICONS[event.name.split('.')[0] ?? ''] ?? <IconActivity {...look} />;
}
