"""posthog with the protocol that answers event by event."""

from posthog_client import drive

drive("posthog_v1", capture_mode="v1")
