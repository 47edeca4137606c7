import { closestCenter, DndContext, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { ProductDetail } from '@/api/types';
import { useSelling } from '@/i18n';
import { Section } from '@/ui/Section';
import { DropArea } from './DropArea';
import { ImageModal } from './ImageModal';
import { ImageTile } from './ImageTile';
import classes from './Media.module.css';
import { inOrder } from './pictures';
import { UploadRow } from './UploadRow';
import { useUploads } from './useUploads';

/** The pictures of a product: sent several at once, put in order by dragging or by keys, described and deleted. */
export function Media({ product, readOnly }: { product: ProductDetail; readOnly: boolean }) {
  const { media: words } = useSelling();
  const { uploads, add, retry, dismiss } = useUploads(product.id);
  const [order, setOrder] = useState<string[] | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = useApiMutation('patch', '/api/v1/images/{image_id}', {
    invalidates: ['/api/v1/products/{product_id}', '/api/v1/products'],
  });
  const images = inOrder(product.images, order);
  const ids = images.map(({ id }) => id);
  const nameOf = (id: unknown) => words.picture(ids.indexOf(String(id)) + 1);
  const drop = ({ active, over }: DragEndEvent) => {
    const [from, to] = [ids.indexOf(String(active.id)), ids.indexOf(String(over?.id))];
    if (to < 0 || from === to) return;
    setOrder(arrayMove(ids, from, to));
    // Once the server has answered, its order counts again, also when it refused.
    move.mutate({ params: { path: { image_id: String(active.id) } }, body: { position: to } }, { onSettled: () => setOrder(null) });
  };
  return (
    <Section title={words.title} hint={readOnly ? undefined : words.hint}>
      <Stack gap="md">
        {images.length > 0 && (
          <DndContext
            sensors={sensors}
            collisionDetection={closestCenter}
            onDragEnd={drop}
            accessibility={{
              screenReaderInstructions: { draggable: words.dragHelp },
              announcements: {
                onDragStart: ({ active }) => words.lifted(nameOf(active.id)),
                onDragOver: ({ over }) => (over === null ? undefined : words.over(ids.indexOf(String(over.id)) + 1)),
                onDragEnd: ({ over }) => (over === null ? undefined : words.dropped(ids.indexOf(String(over.id)) + 1)),
                onDragCancel: () => words.cancelled,
              },
            }}
          >
            <SortableContext items={ids} strategy={rectSortingStrategy}>
              <ul className={classes.grid}>
                {images.map((image, index) => (
                  <ImageTile key={image.id} image={image} place={index + 1} readOnly={readOnly} onOpen={() => setOpened(image.id)} />
                ))}
              </ul>
            </SortableContext>
          </DndContext>
        )}
        {images.length === 0 && readOnly && <Text c="dimmed">{words.none}</Text>}
        {uploads.map((upload) => (
          <UploadRow key={upload.id} upload={upload} onRetry={() => retry(upload)} onDismiss={() => dismiss(upload.id)} />
        ))}
        {!readOnly && <DropArea empty={images.length === 0} onFiles={add} />}
      </Stack>
      <ImageModal image={images.find(({ id }) => id === opened) ?? null} readOnly={readOnly} onClose={() => setOpened(null)} />
    </Section>
  );
}
