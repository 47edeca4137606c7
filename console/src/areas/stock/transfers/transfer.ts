import type { TransferLine, TransferState } from '@/api/types';
import type { Tone } from '@/ui/StatusBadge';

export const TRANSFER_STATES: readonly TransferState[] = ['draft', 'shipped', 'received', 'cancelled'];

export const TRANSFER_TONES: Record<TransferState, Tone> = { draft: 'quiet', shipped: 'busy', received: 'good', cancelled: 'quiet' };

/** What is still on its way of a line. */
export const underway = ({ quantity, received, lost }: TransferLine) => Math.max(0, quantity - received - lost);
