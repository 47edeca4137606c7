import { Alert, Button, Group, Image as Picture, Modal, Stack, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import type { Image } from '@/api/types';
import { useSelling, useT } from '@/i18n';
import { sizeFor } from './pictures';

interface Props {
  image: Image | null;
  readOnly: boolean;
  onClose: () => void;
}

/** One picture large, with the words for those who do not see it. */
export function ImageModal({ image, readOnly, onClose }: Props) {
  const t = useT();
  const { media: words } = useSelling();
  return (
    <Modal
      opened={image !== null}
      onClose={onClose}
      title={words.one}
      size="lg"
      closeButtonProps={{ 'aria-label': t.common.close }}
    >
      {image !== null && <Details key={image.id} image={image} readOnly={readOnly} onClose={onClose} />}
    </Modal>
  );
}

const ALT_MAX = 500;

function Details({ image, readOnly, onClose }: { image: Image; readOnly: boolean; onClose: () => void }) {
  const t = useT();
  const { media: words } = useSelling();
  const [text, setText] = useState(image.alt_text);
  const [sure, setSure] = useState(false);
  const options = { invalidates: ['/api/v1/products/{product_id}', '/api/v1/products'] as const, onSuccess: onClose };
  const save = useApiMutation('patch', '/api/v1/images/{image_id}', { ...options, success: t.common.saved });
  const remove = useApiMutation('delete', '/api/v1/images/{image_id}', { ...options, success: words.deleted });
  const path = { image_id: image.id };
  return (
    <Stack>
      {image.state === 'failed' && (
        <Alert color="red" variant="light" title={words.failed}>
          {image.failure ?? words.failedHint}
        </Alert>
      )}
      {image.state === 'ready' && <Picture src={sizeFor(image, 1000)} alt={image.alt_text} radius="md" mah="50vh" fit="contain" />}
      {image.state === 'pending' && <Alert color="gray" variant="light">{words.processingHint}</Alert>}
      <Textarea
        data-autofocus
        label={words.alt}
        description={words.altHint}
        autosize
        minRows={2}
        maxLength={ALT_MAX}
        readOnly={readOnly}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {!readOnly && (
        <Group justify="space-between">
          <Button
            variant={sure ? 'filled' : 'subtle'}
            color="red.8"
            leftSection={<IconTrash size={16} aria-hidden />}
            loading={remove.isPending}
            onClick={() => (sure ? remove.mutate({ params: { path } }) : setSure(true))}
          >
            {sure ? words.deleteSure : words.delete}
          </Button>
          <Button loading={save.isPending} disabled={text === image.alt_text} onClick={() => save.mutate({ params: { path }, body: { alt_text: text } })}>
            {t.common.save}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
