"""Countries, crossings as pairs of posts, hubs, route legs, and whether a post is open."""
