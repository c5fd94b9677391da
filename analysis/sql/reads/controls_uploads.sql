-- about = "How many HAR uploads stand in the register."

select count(*) as upload_count
from har_uploads
