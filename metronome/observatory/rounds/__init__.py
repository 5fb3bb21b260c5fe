"""A collection round: members are asked cell by cell, each cell begins with what is known, and what is approved is
published as a load and a release. Nothing of an answer is shown to another member before that."""
