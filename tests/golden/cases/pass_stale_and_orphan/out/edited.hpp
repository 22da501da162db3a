mine now
