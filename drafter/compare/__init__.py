"""What changed between two drafts: plain values in, plain values out."""
