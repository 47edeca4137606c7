// Starts the API reference. It is told to fetch nothing from elsewhere: no
// fonts, no proxy, no telemetry. The page's policy would refuse it anyway.
window.Scalar.createApiReference('#reference', {
  url: '/api/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  mcp: { disabled: true },
  agent: { disabled: true },
  theme: 'default',
});
