import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OrderDetail, Return } from '@/api/types';
import { useSelling } from '@/i18n';
import { LineQuantities, everything, type Choice, type Quantities } from '../LineQuantities';
import { LocationField } from '../LocationField';
import { Dialog } from './Dialog';
import { useStep } from './useStep';

interface Props {
  order: OrderDetail;
  about: Return;
  onClose: () => void;
}

function choicesOf(order: OrderDetail, about: Return, most: (line: Return['lines'][number]) => number): Choice[] {
  return about.lines.map((line) => {
    const bought = order.lines.find(({ id }) => id === line.line_id);
    return { id: line.line_id, title: bought?.title ?? '–', detail: bought?.variant_title, most: most(line) };
  });
}

/** Every line with its count, those of which there is none too: that none arrived has to be said. */
const counted = (quantities: Quantities) =>
  Object.entries(quantities).map(([line_id, quantity]) => ({ line_id, quantity }));

/** The goods are here: all of them, or those that were counted. */
export function ReceiveModal({ order, about, onClose }: Props) {
  const { returns: words } = useSelling();
  const choices = choicesOf(order, about, ({ quantity }) => quantity);
  const [quantities, setQuantities] = useState(() => everything(choices));
  const receive = useStep('/api/v1/returns/{return_id}/receive', words.received, onClose);
  return (
    <Dialog
      title={words.receiveTitle}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        receive.mutate({ params: { path: { return_id: about.id } }, body: { lines: counted(quantities) } });
      }}
      submitLabel={words.receive}
      loading={receive.isPending}
      error={receive.error}
    >
      <LineQuantities label={words.itemsHeader} choices={choices} value={quantities} onChange={setQuantities} />
    </Dialog>
  );
}

/** The goods were looked at: what can be sold again goes on the shelf, and the rest is written off. */
export function InspectModal({ order, about, onClose }: Props) {
  const { returns: words } = useSelling();
  const choices = choicesOf(order, about, (line) => line.received_quantity);
  const [quantities, setQuantities] = useState(() => everything(choices));
  const [location, setLocation] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const inspect = useStep('/api/v1/returns/{return_id}/inspect', words.inspected, onClose);
  const body = { sellable: counted(quantities), location_id: location, note: note.trim() };
  return (
    <Dialog
      title={words.inspectTitle}
      hint={words.inspectHint}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        inspect.mutate({ params: { path: { return_id: about.id } }, body });
      }}
      submitLabel={words.inspect}
      loading={inspect.isPending}
      error={inspect.error}
    >
      <LineQuantities label={words.itemsHeader} choices={choices} value={quantities} onChange={setQuantities} />
      <LocationField label={words.location} placeholder={words.anyLocation} value={location} onChange={setLocation} />
      <TextInput label={words.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </Dialog>
  );
}
