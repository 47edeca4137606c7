import { Alert, Box, Button, FileButton, Stack, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type DragEvent } from 'react';
import { fieldMessages } from '@/api/messages';
import { useSelling, useT } from '@/i18n';
import classes from './UploadZone.module.css';
import { useUpload } from './useUpload';

const ACCEPT = '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Where a file of products is dropped or chosen. What is wrong with it as a whole is said here. */
export function UploadZone() {
  const t = useT();
  const { imports: words } = useSelling();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const { upload, isPending, error } = useUpload((made) => {
    void navigate({ to: '/products/imports/$import', params: { import: made.id } });
  });
  const take = (file: File | null | undefined) => {
    if (file != null && !isPending) void upload(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const message = error && (fieldMessages(t, error).file ?? error.message);
  return (
    <Stack mb="xl">
      <Box
        className={classes.zone}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Stack align="center" gap="xs">
          <IconFileImport size={34} stroke={1.4} aria-hidden />
          <Text fw={600}>{words.dropTitle}</Text>
          <Text c="dimmed" maw={520}>
            {words.dropHint}
          </Text>
          <FileButton accept={ACCEPT} onChange={take}>
            {(props) => (
              <Button {...props} mt="xs" loading={isPending} aria-label={isPending ? words.reading : undefined}>
                {words.choose}
              </Button>
            )}
          </FileButton>
        </Stack>
      </Box>
      {message != null && (
        <Alert color="red" role="alert">
          {message}
        </Alert>
      )}
    </Stack>
  );
}
