import { Button, FileButton, Stack, Text } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useSelling } from '@/i18n';
import classes from './Media.module.css';
import { ACCEPTED } from './upload';

interface Props {
  empty: boolean;
  onFiles: (files: File[]) => void;
}

/** Where pictures are dropped; the button does the same for whoever does not drag. */
export function DropArea({ empty, onFiles }: Props) {
  const { media: words } = useSelling();
  const [over, setOver] = useState(false);
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is a second way; the button is the first.
    <div
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      <Stack gap={8} align="center">
        {empty && <Text fw={550}>{words.emptyTitle}</Text>}
        <FileButton accept={ACCEPTED} multiple onChange={onFiles}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconPhotoPlus size={17} aria-hidden />}>
              {words.add}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {words.dropHint}
        </Text>
      </Stack>
    </div>
  );
}
