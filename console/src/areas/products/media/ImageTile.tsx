import { useSortable } from '@dnd-kit/sortable';
import { Badge, Loader, Stack, UnstyledButton } from '@mantine/core';
import { IconGripVertical, IconPhotoX } from '@tabler/icons-react';
import type { Image } from '@/api/types';
import { useSelling } from '@/i18n';
import classes from './Media.module.css';
import { sizeFor } from './pictures';

interface Props {
  image: Image;
  /** Counted from one. */
  place: number;
  readOnly: boolean;
  onOpen: () => void;
}

/** One picture among the others: its handle moves it, the rest of it opens it. */
export function ImageTile({ image, place, readOnly, onOpen }: Props) {
  const { media: words } = useSelling();
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({ id: image.id, disabled: readOnly });
  const moved = transform === null ? undefined : `translate3d(${transform.x}px, ${transform.y}px, 0)`;
  const url = sizeFor(image, 320);
  return (
    <li
      ref={setNodeRef}
      className={classes.tile}
      data-dragging={isDragging}
      style={{ transform: moved, transition: transition ?? undefined }}
    >
      <UnstyledButton className={classes.open} onClick={onOpen} aria-label={words.openPicture(place, image.alt_text)}>
        {image.state === 'ready' && url !== null && <img src={url} alt="" loading="lazy" draggable={false} />}
        {image.state === 'pending' && (
          <Stack gap={6} align="center">
            <Loader size="sm" data-job />
            {words.processing}
          </Stack>
        )}
        {image.state === 'failed' && (
          <Stack gap={6} align="center" c="var(--mantine-color-error)" px="xs">
            <IconPhotoX size={22} aria-hidden />
            {words.failed}
          </Stack>
        )}
      </UnstyledButton>
      {!readOnly && (
        <button
          type="button"
          className={classes.handle}
          {...attributes}
          {...listeners}
          aria-label={words.move(place)}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      )}
      <div className={classes.mark}>
        {place === 1 && <Badge size="sm" variant="default">{words.main}</Badge>}
        {image.state === 'ready' && image.alt_text === '' && <Badge size="sm" variant="default">{words.noAlt}</Badge>}
      </div>
    </li>
  );
}
