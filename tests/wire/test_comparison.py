"""What docs/comparison.md says of pland and no other test does."""

from client import Client, Folder, codes

TEMPLATE = """# Roadmap

## Quarterly Milestones

### Q1 2027 (Jan - Mar): [Theme/Focus]

**Key Initiatives**:
1. **[Feature/Initiative 1]**: [why it matters][later]
   - [ ] [Measurable goal 1]
   - [x] Sketch [^1]

| Dependency | Owner |
|---|---|
| [Team/vendor] | [Name] |

[real](gone.md)
"""


def test_brackets_of_a_template_are_no_broken_links():
    with Folder() as folder, Client() as client:
        client.initialize(folder)
        client.indexed()
        uri = folder.uri("ROADMAP.md")
        client.open(uri, TEMPLATE)
        found = [each for each in client.findings(uri) if "link" in each["code"] or "anchor" in each["code"]]
        assert codes(found) == ["broken-file-link"] and "gone.md" in found[0]["message"], found
        client.end()
