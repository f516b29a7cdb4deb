"""How pictures are judged: parts, lint, contrast, record, rehearsal, stills, contact sheet."""
