import {
  IconActivity,
  IconArrowBackUp,
  IconBuildingStore,
  IconCalendarClock,
  IconCash,
  IconFileInvoice,
  IconKey,
  IconMail,
  IconPlugConnected,
  IconReceipt,
  IconReceiptRefund,
  IconRotateClockwise2,
  IconTruck,
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
  customer: <IconUser {...look} />,
  order: <IconReceipt {...look} />,
  draft_order: <IconReceipt {...look} />,
  payment: <IconCash {...look} />,
  refund: <IconReceiptRefund {...look} />,
  return: <IconArrowBackUp {...look} />,
  shipment: <IconTruck {...look} />,
  connection: <IconPlugConnected {...look} />,
  invoice: <IconFileInvoice {...look} />,
  user: <IconUser {...look} />,
};

export function EventIcon({ event }: { event: Pick<EventRecord, 'name'> }) {
  return ICONS[event.name.split('.')[0] ?? ''] ?? <IconActivity {...look} />;
}
