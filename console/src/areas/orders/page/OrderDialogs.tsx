import type { OrderDetail } from '@/api/types';
import { CancelModal } from './CancelModal';
import { CaptureModal } from './CaptureModal';
import { DetailsModal } from './DetailsModal';
import type { OrderDialog } from './dialogs';
import { PayModal } from './PayModal';
import { RefundModal } from './RefundModal';
import { ReturnModal } from './ReturnModal';
import { ShipmentModal } from './ShipmentModal';
import { ShipModal } from './ShipModal';

/** The dialog that is open over the page of an order. */
export function OrderDialogs({ order, dialog, onClose }: { order: OrderDetail; dialog: OrderDialog | null; onClose: () => void }) {
  switch (dialog?.kind) {
    case 'ship':
      return <ShipModal order={order} onClose={onClose} />;
    case 'shipment':
      return <ShipmentModal shipment={dialog.shipment} onClose={onClose} />;
    case 'pay':
      return <PayModal order={order} onClose={onClose} />;
    case 'capture':
      return <CaptureModal payment={dialog.payment} onClose={onClose} />;
    case 'refund':
      return <RefundModal order={order} forReturn={dialog.forReturn} onClose={onClose} />;
    case 'return':
      return <ReturnModal order={order} onClose={onClose} />;
    case 'details':
      return <DetailsModal order={order} onClose={onClose} />;
    case 'cancel':
      return <CancelModal order={order} onClose={onClose} />;
    case undefined:
      return null;
  }
}
