import { Box, Text } from '@mantine/core';
import { useSelling } from '@/i18n';

const TITLE_MAX = 60;
const DESCRIPTION_MAX = 160;

const shortened = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text);

/** The words of a piece of HTML, without its marks. */
function wordsOf(html: string): string {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  return parsed.body.textContent.replace(/\s+/g, ' ').trim();
}

/** How a search engine would show the page, cut where they usually cut. */
export function SeoPreview({ title, slug, description }: { title: string; slug: string; description: string }) {
  const { products: words } = useSelling();
  const address = `/products/${slug}`;
  return (
    <Box
      component="figure"
      m={0}
      p="md"
      aria-label={words.preview}
      style={{ border: '1px solid var(--line)', borderRadius: 'var(--mantine-radius-md)' }}
    >
      <Text size="xs" c="dimmed" className="mono" truncate>
        {address}
      </Text>
      <Text fz="lg" c="light-dark(#1a3fa8, #9db8ff)" lh={1.35}>
        {shortened(title, TITLE_MAX)}
      </Text>
      <Text size="sm" c="dimmed">
        {shortened(wordsOf(description), DESCRIPTION_MAX) || words.noDescription}
      </Text>
    </Box>
  );
}
